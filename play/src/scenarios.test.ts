import { readFileSync, writeFileSync } from 'node:fs';
import { reasons } from '@gatehouse/shared/checkin';
import { expect, test } from 'vitest';
import { runDoor } from './cli.js';
import { scenarioSchema } from './scenario/schema.js';
import { expectedOf, expectedPathOf, folder, names, pathOf } from './test/scenarios.js';

/** `GATEHOUSE_WRITE_VECTORS=1` writes what is expected anew, for a change that is meant. */
const isWriting = Boolean(process.env['GATEHOUSE_WRITE_VECTORS']);

async function run(...args: string[]): Promise<{ code: number; out: string[]; err: string[] }> {
  const out: string[] = [];
  const err: string[] = [];
  const code = await runDoor(args, { env: {}, out: (line) => out.push(line), err: (line) => err.push(line) });
  return { code, out, err };
}

test.each(names)('%s comes to what stands beside it', async (name) => {
  const { code, out, err } = await run('play', pathOf(name));
  expect({ code, err }).toEqual({ code: 0, err: [] });
  if (isWriting) writeFileSync(expectedPathOf(name), `${out.join('\n')}\n`);
  expect(out.map((line) => JSON.parse(line))).toEqual(expectedOf(name));
});

test('there are scenarios for every reason that a phone can give', () => {
  expect(names.length).toBeGreaterThanOrEqual(30);
  const met = new Set(
    names.flatMap((name) => (expectedOf(name) as { reason: string }[]).map(({ reason }) => reason)),
  );
  const missing = Object.keys(reasons).filter((reason) => !met.has(reason));
  expect(missing).toEqual([]);
});

test('the words are those of the language', async () => {
  const { out } = await run('play', pathOf('01-first-evening'), '--language', 'de');
  expect(out.join()).toContain('Dieser Code stammt nicht vom Veranstalter.');
});

test('the schema of the documents is the one that files are read by', () => {
  const path = `${folder}../scenario.schema.json`;
  const text = JSON.stringify(scenarioSchema, null, 2);
  if (isWriting) writeFileSync(path, `${text}\n`);
  expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual(JSON.parse(text));
});
