import { expect, test } from 'vitest';
import { runDoor } from './cli.js';
import { expectedOf, names, pathOf } from './test/scenarios.js';

/** What the organiser's API has no place for: texts of classes. */
const localOnly = ['30-two-lists'];
const playable = names.filter((name) => !localOnly.includes(name));
const isSoak = Boolean(process.env['GATEHOUSE_SOAK']);

async function runOnServer(name: string): Promise<{ code: number; out: string[]; err: string[] }> {
  const out: string[] = [];
  const err: string[] = [];
  const say = {
    env: process.env,
    out: (line: string) => out.push(line),
    err: (line: string) => err.push(line),
  };
  return { code: await runDoor(['play', pathOf(name), '--server'], say), out, err };
}

// Every day the built server is asked the same as a phone in `e2e/src/desk.test.ts`.
test.runIf(isSoak).each(playable)(
  '%s comes to the same on a server',
  async (name) => {
    const { code, out, err } = await runOnServer(name);
    expect({ code, err }).toEqual({ code: 0, err: [] });
    expect(out.map((line) => JSON.parse(line))).toEqual(expectedOf(name));
  },
  300_000,
);

test.each(localOnly)('%s says what the server has no place for', async (name) => {
  const { code, out, err } = await runOnServer(name);
  expect([code, out]).toEqual([3, []]);
  expect(err.join()).toMatch(/: \/\S+: the server has no place for this yet/);
});
