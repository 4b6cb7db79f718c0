import { createTranslator, loadCatalogue } from '@gatehouse/shared/i18n';
import { expect, it } from 'vitest';
import { Problem } from '../api/problem.js';
import { describeIssue, describeProblem, toProblem } from './describe-issue.js';

const t = createTranslator('de', await loadCatalogue('de', ['errors']));

it('says what is wrong with an entry in the reader’s language', () => {
  expect(describeIssue(t, { code: 'minLength', limit: 8 })).toBe('Bitte mindestens 8 Zeichen.');
  expect(describeIssue(t, { code: 'format.email' })).toContain('name@example.org');
});

it('falls back to the server’s words for a code that it does not know', () => {
  expect(describeIssue(t, { code: 'events.not_known_here', message: 'It ends first.' })).toBe(
    'It ends first.',
  );
  expect(describeIssue(t, { code: 'odd' })).toBe('Bitte prüfen Sie diese Angabe.');
});

it('tells a lost connection from a refusal and from a failure of ours', () => {
  const said = [0, 403, 500].map((status) => describeProblem(t, new Problem(status)));
  expect(new Set(said).size).toBe(3);
  expect(describeProblem(t, toProblem(new TypeError('x is undefined')))).toBe(said[2]);
});

it('tells a wrong password from a session that is over', () => {
  expect(describeProblem(t, new Problem(401, { code: 'identity.wrong_credentials' }))).toContain(
    'passen nicht',
  );
  expect(describeProblem(t, new Problem(401))).toContain('abgemeldet');
});
