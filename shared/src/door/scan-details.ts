import { type Answers, answerText } from '../checkin/index.js';
import { encodeDetails, type RowDetails } from '../log/index.js';
import { type SeenFacts, seenTextOf } from './seen-text.js';

const MAX_TEXT = 2_000;

export interface SaidOfScan extends SeenFacts {
  /** As `givenAnswers` gives them. */
  readonly answers: Answers;
  readonly note: string;
}

/** What lies beside the row of a scan: the text as far as it may be kept, the answers and the note. @param salt random */
export function scanDetails({ answers, note, ...seen }: SaidOfScan, salt: Uint8Array): Uint8Array {
  const details: RowDetails = {
    // Of a ticket that was found by a search there is no text.
    seen: seen.text === '' ? null : seenTextOf(seen),
    answers: Object.entries(answers).map(([question, answer]) => ({ question, answer: answerText(answer) })),
    note: clipped(note, MAX_TEXT),
  };
  return encodeDetails(details, salt);
}

/** By whole characters, none of them more than four bytes. */
export function clipped(text: string, characters: number): string {
  return text.length <= characters ? text : [...text].slice(0, characters).join('');
}
