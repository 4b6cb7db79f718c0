import type { Translate } from '@gatehouse/shared/i18n';
import { Problem, unreachable } from '../api/problem.js';
import type { EntryIssue } from './check-entries.js';

/** What is wrong with an entry, in the reader's language. */
export function describeIssue(t: Translate, issue: EntryIssue): string {
  switch (issue.code) {
    case 'required':
      return t('errors.entry.required');
    case 'format.email':
      return t('errors.entry.email');
    case 'format.date-time':
      return t('errors.entry.date');
    case 'type':
      return t('errors.entry.number');
    case 'enum':
      return t('errors.entry.choice');
    case 'pattern':
    case 'format':
      return t('errors.entry.other');
    case 'events.wrong_times':
      return t('errors.entry.times');
    default:
      return describeBound(t, issue) ?? issue.message ?? t('errors.entry.other');
  }
}

/** The server names the bound that was crossed, but not how much it is. */
function describeBound(t: Translate, { code, limit }: EntryIssue): string | undefined {
  if (limit === undefined) return undefined;
  if (code === 'minLength') return t('errors.entry.tooShort', { count: limit });
  if (code === 'maxLength') return t('errors.entry.tooLong', { count: limit });
  if (code === 'minimum') return t('errors.entry.tooSmall', { limit });
  if (code === 'maximum') return t('errors.entry.tooLarge', { limit });
  return undefined;
}

/** What happened, what was kept and what to do, in the reader's language. */
export function describeProblem(t: Translate, problem: Problem): string {
  if (problem.code === 'identity.wrong_credentials') return t('errors.answer.signInFailed');
  if (problem.code === 'identity.locked') return t('errors.answer.locked');
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
