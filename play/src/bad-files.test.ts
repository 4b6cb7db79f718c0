import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { runDoor } from './cli.js';
import { pathOf } from './test/scenarios.js';

const folder = mkdtempSync(join(tmpdir(), 'gatehouse-play-'));
afterAll(() => rmSync(folder, { recursive: true }));

const good = readFileSync(pathOf('20-gates'), 'utf8');

/** What a file says instead of one that is good. @returns the exit code and the lines */
async function playText(text: string, ...options: string[]): Promise<[number, string[]]> {
  const path = join(folder, 'bad.json');
  writeFileSync(path, text);
  const err: string[] = [];
  const code = await runDoor(['play', path, ...options], {
    env: process.env,
    out: () => undefined,
    err: (line) => err.push(line),
  });
  return [code, err.map((line) => line.replace(`${path}: `, ''))];
}

function altered(change: (scenario: Loose) => unknown): string {
  const scenario = JSON.parse(good);
  change(scenario);
  return JSON.stringify(scenario);
}

// biome-ignore lint/suspicious/noExplicitAny: a bad file is of no type.
type Loose = any;

test.each<[string, (scenario: Loose) => unknown]>([
  ['/format: must be "gatehouse-door-scenario"', (s) => delete s.format],
  ['/version: must be 1: this program reads no other', (s) => Object.assign(s, { version: 2 })],
  ['/name: is missing', (s) => delete s.name],
  ['/colour: is not known here', (s) => Object.assign(s, { colour: 'red' })],
  [
    '/events/0/timeZone: Europe/Bonn is no time zone',
    (s) => Object.assign(s.events[0], { timeZone: 'Europe/Bonn' }),
  ],
  [
    '/events/0/lists/0/entry: must be one of single, multiple, re-entry',
    (s) => Object.assign(s.events[0].lists[0], { entry: 'twice' }),
  ],
  [
    '/events/0/lists/0/gates/0: there is no gate "gate-x"',
    (s) => Object.assign(s.events[0].lists[0], { gates: ['gate-x'] }),
  ],
  [
    '/events/0/gates/0: leads from one zone into another, or to or from outside',
    (s) => delete s.events[0].gates[0].to,
  ],
  [
    '/events/0/gates/0/to: there is no zone "cellar"',
    (s) => Object.assign(s.events[0].gates[0], { to: 'cellar' }),
  ],
  ['/events/0/accepts/0: there is no event "pass"', (s) => Object.assign(s.events[0], { accepts: ['pass'] })],
  [
    '/events/0/accepts/0: "night" accepts others itself',
    (s) => Object.assign(s.events[0], { accepts: [s.events[0].id] }),
  ],
  [
    '/events/0/lists/0/classes/0: there is no class "pass/day"',
    (s) => Object.assign(s.events[0].lists[0], { classes: ['pass/day'] }),
  ],
  ['/devices/1/id: "north" is taken', (s) => Object.assign(s.devices[1], { id: 'north' })],
  ['/steps/0/at: is missing: the first step begins the time', (s) => delete s.steps[0].at],
  [
    '/steps/1/at: there is no time "2027-02-30T18:00"',
    (s) => Object.assign(s.steps[1], { at: '2027-02-30T18:00' }),
  ],
  [
    '/events/0/endsAt: there is no time "2027-07-04T25:00"',
    (s) => Object.assign(s.events[0], { endsAt: '2027-07-04T25:00' }),
  ],
  ['/steps/1/at: is before the step before it', (s) => Object.assign(s.steps[1], { at: '2027-07-03T09:00' })],
  ['/steps/1/gate: there is no gate "gate-x"', (s) => Object.assign(s.steps[1], { gate: 'gate-x' })],
  ['/steps/2/ticket: there is no ticket "zoe"', (s) => Object.assign(s.steps[2], { ticket: 'zoe' })],
  ['/steps/2: names either a ticket or a code', (s) => Object.assign(s.steps[2], { code: 'WB-1' })],
  [
    '/steps/2/confirms: there is no scan before this step "later"',
    (s) => Object.assign(s.steps[2], { confirms: 'later' }),
  ],
  ['/steps/3/colour: is not known here', (s) => Object.assign(s.steps[3], { colour: 'red' })],
  ['/steps/3/persons: must be >= 1', (s) => Object.assign(s.steps[3], { persons: 0 })],
  [
    '/steps/4/do: must be one of scan, undo, count, offline, online, sync, download, restart, pair, clock, wait, state, re-issue, issue, rotate-key, set-aside-key, kill-key, renew-rotation, edit-list, profile, revoke, relay, trust, door-key, restore, bind, lose-band, lose-code, search',
    (s) => Object.assign(s.steps[4], { do: 'dance' }),
  ],
])('%s', async (line, change) => {
  expect(await playText(altered(change))).toEqual([2, [line]]);
});

test('what is no JSON, no file or no call is one line too', async () => {
  const [code, lines] = await playText('{"format":');
  expect([code, lines.length, lines[0]?.startsWith('the file: is not JSON: ')]).toEqual([2, 1, true]);
  for (const args of [
    ['play', join(folder, 'none.json')],
    ['play'],
    [],
    ['sing', 'x.json'],
    ['play', 'x.json', '--loud'],
  ]) {
    const err: string[] = [];
    expect(await runDoor(args, { env: {}, out: () => undefined, err: (line) => err.push(line) })).toBe(2);
    expect(err).toHaveLength(1);
  }
});

test('what the server has no place for is named', async () => {
  const text = altered(({ events }) => Object.assign(events[0].classes[0], { variation: 'Child' }));
  const says = 'the server has no place for this yet, so it is played without --server only';
  expect(await playText(text, '--server')).toEqual([3, [`/events/0/classes/0/variation: ${says}`]]);
});
