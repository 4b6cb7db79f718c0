import type { QuestionForm, QuestionMode } from './question.js';

/** Whom a question is meant for; empty: every list, or every class. */
export interface QuestionPlace {
  readonly lists: readonly string[];
  readonly classes: readonly number[];
  readonly mode: QuestionMode;
}

/** A ticket on a list. */
export interface AskedOn {
  readonly list: string | null;
  readonly classIndex: number | null;
}

/** The questions of one mode that this list puts to this class, in their order. */
export function questionsMeant<Q extends QuestionPlace>(
  questions: readonly Q[],
  mode: QuestionMode,
  { list, classIndex }: AskedOn,
): readonly Q[] {
  return questions.filter(
    (question) =>
      question.mode === mode &&
      (question.lists.length === 0 || (list !== null && question.lists.includes(list))) &&
      (question.classes.length === 0 || (classIndex !== null && question.classes.includes(classIndex))),
  );
}

/** A question with what `decide` needs to know of it. */
export type PlacedQuestion = QuestionForm & QuestionPlace;
