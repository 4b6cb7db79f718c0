import { type QuestionKind, type QuestionOption, questionKinds } from '@gatehouse/shared/checkin';
import type { ScanStep, ScenarioEvent } from './schema.js';

export type ScenarioQuestion = NonNullable<ScenarioEvent['questions']>[number];

/** `yes-no` is what the kind was called first. */
export function kindOf({ kind }: ScenarioQuestion): QuestionKind {
  return questionKinds.find((known) => known === kind) ?? (kind === 'yes-no' ? 'yes_no' : 'text');
}

/** Choices are texts in a file and have ids elsewhere. */
export function optionsOf({ choices = [] }: ScenarioQuestion): QuestionOption[] {
  return choices.map((label, index) => ({ id: `option-${index + 1}`, label }));
}

/** Answers as a phone's form gives them. @param idOf the id of a question, by the file's */
export function rawAnswers(
  event: ScenarioEvent | undefined,
  answers: NonNullable<ScanStep['answers']>,
  idOf: (question: string) => string,
): Record<string, unknown> {
  const given = (event?.questions ?? []).filter(({ id }) => Object.hasOwn(answers, id));
  return Object.fromEntries(
    given.map((question) => [idOf(question.id), rawAnswer(question, answers[question.id])]),
  );
}

function rawAnswer(question: ScenarioQuestion, answer: unknown): unknown {
  const words = kindOf(question) === 'yes_no' ? yesAndNo : new Map<unknown, unknown>();
  const options = new Map<unknown, unknown>(optionsOf(question).map(({ id, label }) => [label, id]));
  const read = (one: unknown) => options.get(one) ?? words.get(one) ?? one;
  return Array.isArray(answer) ? answer.map(read) : read(answer);
}

const yesAndNo = new Map<unknown, unknown>([
  ['yes', true],
  ['no', false],
]);
