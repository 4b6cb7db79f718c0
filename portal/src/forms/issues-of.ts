import type { Problem } from '../api/problem.js';
import type { EntryIssues } from './check-entries.js';

/** The server's errors by entry. It names a field by its path in the body, of which a flat form knows the last part. */
export function issuesOf(problem: Problem): EntryIssues {
  const entries = problem.fields.map(({ field, code, message }) => {
    const name = field.split(/[./]/).at(-1) ?? field;
    return [name, { code, message }] as const;
  });
  return Object.fromEntries(entries);
}
