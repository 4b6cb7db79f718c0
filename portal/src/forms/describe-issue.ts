import type { Translate } from '@gatehouse/shared/i18n';
import { Problem, unreachable } from '../api/problem.js';
import type { EntryIssue } from './check-entries.js';

/** What is wrong with an entry, in the reader's language. */
export function describeIssue(t: Translate, issue: EntryIssue): string {
  const { code, limit = 0 } = issue;
  switch (code) {
    case 'required':
      return t('errors.entry.required');
    case 'minLength':
      return t('errors.entry.tooShort', { count: limit });
    case 'maxLength':
      return t('errors.entry.tooLong', { count: limit });
    case 'minimum':
      return t('errors.entry.tooSmall', { limit });
    case 'maximum':
      return t('errors.entry.tooLarge', { limit });
    case 'format.email':
      return t('errors.entry.email');
    case 'format.date-time':
      return t('errors.entry.date');
    case 'type':
      return t('errors.entry.number');
    case 'enum':
      return t('errors.entry.choice');
    default:
      return issue.message ?? t('errors.entry.other');
  }
}

/** What happened, what was kept and what to do, in the reader's language. */
export function describeProblem(t: Translate, problem: Problem): string {
  switch (problem.status) {
    case unreachable:
      return t('errors.answer.offline');
    case 400:
    case 422:
      return t('errors.answer.invalid');
    case 401:
      return t('errors.answer.signedOut');
    case 403:
      return t('errors.answer.forbidden');
    case 404:
      return t('errors.answer.notFound');
    case 409:
    case 412:
      return t('errors.answer.conflict');
    case 413:
      return t('errors.answer.tooLarge');
    case 429:
      return t('errors.answer.tooMany');
    default:
      return t('errors.answer.server');
  }
}

/** Anything that was thrown, as a problem: a mistake of this program reads like a failure of ours, which it is. */
export function toProblem(thrown: unknown): Problem {
  return thrown instanceof Problem ? thrown : new Problem(500, { code: 'client.mistake' });
}
