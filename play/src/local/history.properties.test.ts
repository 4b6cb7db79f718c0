import fc from 'fast-check';
import { expect, it } from 'vitest';
import { play } from '../player.js';
import { readScenario } from '../scenario/read-scenario.js';
import type { Scenario, Step } from '../scenario/schema.js';
import { openLocalWorld } from './local-world.js';

const tickets = ['ann', 'bea', 'cem', 'dan'];
const lists = ['main', 'court'];
const phones = ['north', 'south'];
const runs = process.env['GATEHOUSE_SOAK'] ? 200 : 8;

const event = {
  id: 'night',
  name: 'Night',
  timeZone: 'UTC',
  startsAt: '2027-07-03T20:00',
  classes: [{ id: 'day' }],
  lists: [
    { id: 'main', name: 'Main' },
    { id: 'court', name: 'Court', entry: 're-entry', persons: 'group', checkOutAt: '21:00' },
  ],
  tickets: tickets.map((id) => ({ id })),
};
const devices = [
  ...phones.map((id) => ({ id, profile: 'supervisor' })),
  { id: 'witness' },
  { id: 'late', paired: false },
];

/** One thing that happens at the door; what cannot be done is answered and does no harm. */
const happening = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('scan' as const),
      device: fc.constantFrom(...phones),
      ticket: fc.constantFrom(...tickets),
      list: fc.constantFrom(...lists),
      direction: fc.constantFrom('in' as const, 'in' as const, 'out' as const),
      persons: fc.integer({ min: 1, max: 3 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('undo' as const), which: fc.nat(20) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constantFrom('offline' as const, 'online' as const),
      device: fc.constantFrom(...phones),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('state' as const), ticket: fc.constantFrom(...tickets) }),
  },
);
type Happening = typeof happening extends fc.Arbitrary<infer T> ? T : never;

function timeOf(minute: number): string {
  const [hour, rest] = [18 + Math.floor(minute / 60), minute % 60];
  return `2027-07-03T${String(hour).padStart(2, '0')}:${String(rest).padStart(2, '0')}`;
}

/** Every ticket on every list, asked of a phone that nobody helps. */
function asked(device: string): object[] {
  const offline = { do: 'offline', device };
  const scans = lists.flatMap((list) =>
    (['check', 'out'] as const).flatMap((direction) =>
      tickets.map((ticket) => ({ do: 'scan', device, ticket, list, direction })),
    ),
  );
  return [offline, ...scans.filter(({ direction }) => direction === 'check')];
}

function scenarioOf(before: readonly Happening[], behind: readonly Happening[]): Scenario {
  const scans: string[] = [];
  const stepOf = (one: Happening): object[] => {
    if (one.do === 'undo') {
      const scan = scans[one.which % Math.max(1, scans.length)];
      const device = scan?.split('-')[0];
      return scan === undefined ? [] : [{ do: 'undo', device, scan }];
    }
    if (one.do === 'state') return [{ ...one, state: 'blocked' }];
    if (one.do !== 'scan') return [one];
    const id = `${one.device}-${scans.length}`;
    scans.push(id);
    return [{ ...one, id }];
  };
  const together = (steps: object[]) => steps;
  const askBoth = [...asked('witness'), ...asked('late')];
  const onlineAgain = ['witness', 'late', ...phones].map((device) => ({ do: 'online', device }));
  const steps = [
    ...before.flatMap(stepOf),
    { do: 'pair', device: 'late' },
    ...together(askBoth),
    ...onlineAgain,
    ...behind.flatMap(stepOf),
    ...onlineAgain,
    ...together(askBoth),
    { do: 'restart', device: 'late' },
    ...together(askBoth),
  ];
  let minute = 0;
  const timed = steps.map((step) => {
    const isAsked = 'direction' in step && step.direction === 'check';
    if (!isAsked) minute += 1;
    return { ...step, at: timeOf(minute) };
  });
  const format = { format: 'gatehouse-door-scenario', version: 1, name: 'A late phone' };
  return readScenario(JSON.stringify({ ...format, events: [event], devices, steps: timed as Step[] }));
}

it('a phone that comes late says what one says that has heard of every scan', async () => {
  const happenings = fc.array(happening, { minLength: 4, maxLength: 25 });
  await fc.assert(
    fc.asyncProperty(happenings, fc.array(happening, { maxLength: 10 }), async (before, behind) => {
      const said = new Map<string, string[]>([
        ['witness', []],
        ['late', []],
      ]);
      const scenario = scenarioOf(before, behind);
      for await (const line of play(scenario, { locale: 'en', open: openLocalWorld })) {
        if (line.do !== 'scan' || line.device === null) continue;
        const { result, reason, explanation, notices, ticket } = line;
        said.get(line.device)?.push(JSON.stringify({ result, reason, explanation, notices, ticket }));
      }
      expect(said.get('late')?.length).toBe(3 * tickets.length * lists.length);
      expect(said.get('late')).toEqual(said.get('witness'));
    }),
    { numRuns: runs },
  );
}, 600_000);
