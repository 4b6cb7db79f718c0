import type { Answer } from './question.js';

/** How an answer stands beside its row in the log; empty: asked and left open. */
export function answerText(answer: Answer | null): string {
  return answer === null ? '' : JSON.stringify(answer);
}

/** @returns undefined for what no version of this program has written; whether it fits a question is asked elsewhere */
export function answerOfText(text: string): Answer | null | undefined {
  if (text === '') return null;
  try {
    return asAnswer(JSON.parse(text));
  } catch {
    return undefined;
  }
}

function asAnswer(json: unknown): Answer | undefined {
  if (typeof json === 'string' || typeof json === 'number' || typeof json === 'boolean') return json;
  if (Array.isArray(json)) {
    const texts = json.filter((item): item is string => typeof item === 'string');
    return texts.length === json.length ? texts : undefined;
  }
  if (typeof json !== 'object' || json === null || !('photo' in json) || !('bytes' in json)) return undefined;
  const { photo, bytes } = json;
  return typeof photo === 'string' && typeof bytes === 'number' ? { photo, bytes } : undefined;
}
