import fc from 'fast-check';
import { expect, it } from 'vitest';
import { play } from '../player.js';
import { readScenario } from '../scenario/read-scenario.js';
import type { Step } from '../scenario/schema.js';
import { openLocalWorld } from './local-world.js';

const runs = process.env['GATEHOUSE_SOAK'] ? 40 : 4;

const passes = ['pia', 'tom', 'uma'];
const lists = ['once', 'again', 'thrice'];
/** Which phone stands at the doors of which date. */
const doors = { one: 'first', two: 'second', both: 'first' } as const;
type Phone = keyof typeof doors;
const phones = Object.keys(doors) as Phone[];

const date = (id: string, day: number) => ({
  id,
  name: 'Nights',
  timeZone: 'UTC',
  startsAt: `2027-07-0${day}T20:00`,
  series: 'nights',
  accepts: ['card'],
  classes: [{ id: 'day' }],
  lists: [{ id: 'main', name: 'Main' }],
});
const card = {
  id: 'card',
  name: 'Card',
  timeZone: 'UTC',
  startsAt: '2027-07-03T20:00',
  classes: [{ id: 'card' }],
  lists: [
    { id: 'once', name: 'Once' },
    { id: 'again', name: 'Again', entry: 're-entry', persons: 'group' },
    { id: 'thrice', name: 'Thrice', entry: 'multiple', rule: { term: 'entries_total', is: '<', value: 3 } },
  ],
  tickets: passes.map((id) => ({ id })),
};

const happening = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      device: fc.constantFrom(...phones),
      ticket: fc.constantFrom(...passes),
      list: fc.constantFrom(...lists),
      direction: fc.constantFrom('in' as const, 'in' as const, 'out' as const),
    }),
  },
  { weight: 2, arbitrary: fc.record({ undo: fc.nat(20) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constantFrom('offline' as const, 'online' as const),
      device: fc.constantFrom(...phones),
    }),
  },
);
type Happening = typeof happening extends fc.Arbitrary<infer T> ? T : never;

function stepsOf(happenings: readonly Happening[]): object[] {
  const scans: { readonly id: string; readonly device: string }[] = [];
  return happenings.flatMap((one): object[] => {
    if ('undo' in one) {
      const undone = scans[one.undo % Math.max(1, scans.length)];
      return undone === undefined ? [] : [{ do: 'undo', device: undone.device, scan: undone.id }];
    }
    if ('do' in one) return [one];
    const id = `scan-${scans.length}`;
    scans.push({ id, device: one.device });
    return [{ ...one, id, event: doors[one.device], of: 'card', list: `card/${one.list}` }];
  });
}

/** Every pass on every list of the passes, at the doors of each date that the phone serves. */
function asked(device: string, events: readonly string[]): object[] {
  return events.flatMap((event) =>
    lists.flatMap((list) =>
      passes.map((ticket) => ({
        device,
        event,
        of: 'card',
        list: `card/${list}`,
        ticket,
        direction: 'check',
      })),
    ),
  );
}

const asking = [['one', 'first'] as const, ['two', 'second'] as const, ['late', 'second'] as const];

function scenarioOf(happenings: readonly Happening[]) {
  const steps = [
    ...stepsOf(happenings),
    ...phones.map((device) => ({ do: 'online', device })),
    { do: 'pair', device: 'late' },
    // By what each has heard of until now.
    ...[...phones, 'late'].map((device) => ({ do: 'offline', device })),
    ...asking.flatMap(([device, event]) => asked(device, [event])),
    ...asked('both', ['first', 'second']),
  ];
  const timed = steps.map((step, index) => {
    const minute = 'direction' in step && step.direction === 'check' ? happenings.length + 9 : index;
    return { at: `2027-07-03T18:${String(minute).padStart(2, '0')}`, ...step };
  });
  const devices = [
    ...asking.map(([id, event]) => ({ id, profile: 'supervisor', events: [event], paired: id !== 'late' })),
    { id: 'both', profile: 'supervisor' },
  ];
  const head = { format: 'gatehouse-door-scenario', version: 1, name: 'Passes', devices };
  return readScenario(
    JSON.stringify({ ...head, events: [date('first', 3), date('second', 3), card], steps: timed as Step[] }),
  );
}

it('a pass is told the same at the doors of all its dates, wherever it was scanned', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(happening, { minLength: 4, maxLength: 24 }), async (happenings) => {
      const said = new Map<string, string[]>();
      for await (const line of play(scenarioOf(happenings), { locale: 'en', open: openLocalWorld })) {
        if (line.do !== 'scan' || line.device === null) continue;
        const { result, reason, explanation, ticket } = line;
        const lines = said.get(line.device) ?? [];
        said.set(line.device, [...lines, JSON.stringify({ result, reason, explanation, ticket })]);
      }
      const count = passes.length * lists.length;
      const last = (device: string) => said.get(device)?.slice(-count);
      expect(last('one')).toHaveLength(count);
      for (const device of ['two', 'late', 'both']) expect(last(device), device).toEqual(last('one'));
      expect(said.get('both')?.slice(-2 * count, -count)).toEqual(last('one'));
    }),
    { numRuns: runs },
  );
}, 600_000);
