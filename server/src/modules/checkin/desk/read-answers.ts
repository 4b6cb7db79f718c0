import {
  type AnswerProblem,
  type Answers,
  checkAnswers,
  type Question,
  sayFault,
} from '@gatehouse/shared/checkin';
import { policyOf, type RawAnswers } from '@gatehouse/shared/door';
import type { Translate } from '@gatehouse/shared/i18n';
import type { Root } from '@gatehouse/shared/manifest';

/** An answer that cannot be taken. */
export type AnswerFaultAt = Pick<AnswerProblem, 'questionId'> & {
  readonly code: AnswerProblem['code'] | 'unknown_question';
};

export type ReadAnswers = { readonly answers: Answers } | { readonly faults: readonly AnswerFaultAt[] };

/** Whoever asks the server is there to try again, so that answers which do not fit are told and not kept. */
export function readAnswers(root: Root, raw: RawAnswers): ReadAnswers {
  const questions = questionsOf(root);
  const unknown = Object.keys(raw)
    .filter((id) => questions.every((question) => question.id !== id))
    .map((questionId) => ({ questionId, code: 'unknown_question' as const }));
  const checked = checkAnswers(
    questions.filter(({ id }) => Object.hasOwn(raw, id)),
    raw,
  );
  const faults = [...unknown, ...(checked.ok ? [] : checked.faults)];
  return faults.length > 0 || !checked.ok ? { faults } : { answers: checked.answers };
}

/** Those that somebody has to answer. */
export function questionsOf(root: Root): readonly Question[] {
  return policyOf(root, 'supervisor').questions.filter(({ mode }) => mode === 'asked');
}

export function sayAnswerFault({ questionId, code }: AnswerFaultAt, root: Root, t: Translate): string {
  const question = questionsOf(root).find(({ id }) => id === questionId);
  return code === 'unknown_question' || question === undefined
    ? t('door.problem.unknown_question')
    : sayFault(code, question, t);
}
