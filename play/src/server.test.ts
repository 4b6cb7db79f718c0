import { expect, test } from 'vitest';
import { runDoor } from './cli.js';
import { expectedOf, names, pathOf } from './test/scenarios.js';

const isSoak = Boolean(process.env['GATEHOUSE_SOAK']);

async function runOnServer(file: string): Promise<{ code: number; out: string[]; err: string[] }> {
  const out: string[] = [];
  const err: string[] = [];
  const say = {
    env: process.env,
    out: (line: string) => out.push(line),
    err: (line: string) => err.push(line),
  };
  return { code: await runDoor(['play', file, '--server'], say), out, err };
}

// Every day the built server is asked the same as a phone in `e2e/src/desk.test.ts`.
test.runIf(isSoak).each(names)(
  '%s comes to the same on a server',
  async (name) => {
    const { code, out, err } = await runOnServer(pathOf(name));
    expect({ code, err }).toEqual({ code: 0, err: [] });
    expect(out.map((line) => JSON.parse(line))).toEqual(expectedOf(name));
  },
  300_000,
);
