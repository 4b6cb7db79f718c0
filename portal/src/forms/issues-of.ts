import type { Problem } from '../api/problem.js';
import type { EntryIssues } from './check-entries.js';

/**
 * The server's errors by entry. It names a field by its path in the body, of which a form knows the last name that is
 * one of its own.
 * @param own the names of the form's entries
 */
export function issuesOf(problem: Problem, own: readonly string[] = []): EntryIssues {
  const entries = problem.fields.map(({ field, code, message }) => {
    const names = field.split(/[./]/).filter((part) => !/^\d+$/.test(part));
    const name = names.findLast((part) => own.includes(part)) ?? names.at(-1) ?? field;
    return [name, { code: keywordOf(code), message }] as const;
  });
  return Object.fromEntries(entries);
}

/** `platform.min_length` is the keyword `minLength` of the route's schema; other codes are a module's own. */
function keywordOf(code: string): string {
  if (!code.startsWith('platform.')) return code;
  return code.slice('platform.'.length).replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
}
