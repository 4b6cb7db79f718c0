import { toUtf8 } from '../../bytes/index.js';
import { answerText } from './answer-text.js';
import { isFault, kinds } from './kinds.js';
import type { Answer, AnswerFault, Answers, QuestionForm } from './question.js';

/** As they stand in the log, with their questions: beside them the longest note and the scanned text have room. */
export const MAX_ANSWERS_BYTES = 8_000;

export interface AnswerProblem {
  readonly questionId: string;
  readonly code: AnswerFault;
}

export type CheckedAnswers =
  | { readonly ok: true; readonly answers: Answers }
  | { readonly ok: false; readonly faults: readonly AnswerProblem[] };

/** One answer in the one form that it is kept in; null: left open, which only an optional question allows. */
export function checkAnswer(
  question: QuestionForm,
  raw: unknown,
):
  | { readonly ok: true; readonly answer: Answer | null }
  | { readonly ok: false; readonly code: AnswerFault } {
  const kind = kinds[question.kind];
  if (kind.isEmpty(raw))
    return question.required ? { ok: false, code: 'required' } : { ok: true, answer: null };
  const read = kind.read(raw, question);
  return isFault(read) ? { ok: false, code: read.fault } : { ok: true, answer: read };
}

/**
 * What somebody answered to all of these questions. Answers to other questions are left out. Never throws.
 * @param questions those that have to be asked now
 * @param answers by question: from JSON, or as it was typed
 */
export function checkAnswers(
  questions: readonly QuestionForm[],
  answers: Readonly<Record<string, unknown>>,
): CheckedAnswers {
  const good: [string, Answer | null][] = [];
  const faults: AnswerProblem[] = [];
  for (const question of questions) {
    const raw = Object.hasOwn(answers, question.id) ? answers[question.id] : undefined;
    const checked = checkAnswer(question, raw);
    if (checked.ok) good.push([question.id, checked.answer]);
    else faults.push({ questionId: question.id, code: checked.code });
  }
  faults.push(...overfull(good));
  return faults.length > 0 ? { ok: false, faults } : { ok: true, answers: Object.fromEntries(good) };
}

/** The longest answer is at fault when there is no room for all. */
function overfull(answers: readonly (readonly [string, Answer | null])[]): AnswerProblem[] {
  const sizes = answers
    .map(([questionId, answer]) => ({
      questionId,
      bytes: 4 + toUtf8(questionId + answerText(answer)).length,
    }))
    .sort((a, b) => b.bytes - a.bytes);
  const all = sizes.reduce((sum, { bytes }) => sum + bytes, 0);
  const [longest] = sizes;
  return all > MAX_ANSWERS_BYTES && longest ? [{ questionId: longest.questionId, code: 'too_long' }] : [];
}
