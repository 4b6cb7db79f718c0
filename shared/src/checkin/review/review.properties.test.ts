import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { conflictsOf, insideByList, insideByZone, type LogRow, reviewsOf, type ScanRow } from '../index.js';
import { count, minutes, scan, undo, walk } from '../test/log.js';
import { type Given, policyOf } from '../test/vectors.js';

const numRuns = process.env['GATEHOUSE_SOAK'] ? 20_000 : 400;

const anyRow = fc.record({
  device: fc.constantFrom('a', 'b', 'c'),
  at: fc.integer({ min: 0, max: 30 }),
  within: fc.nat(8),
  isBounded: fc.boolean(),
  effect: fc.constantFrom('entry', 'entry', 'exit', 'person', 'undo', 'count'),
  ticket: fc.constantFrom('t1', 't2'),
  generation: fc.constantFrom(1, 2),
  list: fc.constantFrom('main', 'vip'),
  persons: fc.integer({ min: 1, max: 3 }),
  quarantined: fc.constantFrom(false, false, false, true),
});

const anyLog: fc.Arbitrary<LogRow[]> = fc.array(anyRow, { maxLength: 7 }).map((drafts) =>
  drafts.map(({ at, within, isBounded, effect, device, ...fields }, index): LogRow => {
    const id = `${device}${index + 1}`;
    if (effect === 'undo') return undo(id, at, `${device}${index}`);
    if (effect === 'count') return count(id, at);
    const row = scan(id, at, { within, ...fields, effect: effect as ScanRow['effect'] });
    return isBounded ? row : { ...row, latest: null };
  }),
);

const anyGiven: fc.Arbitrary<Given> = fc.record({
  list: fc.record({
    entry: fc.constantFrom('single', 'multiple', 're-entry'),
    maxEntries: fc.option(fc.integer({ min: 1, max: 3 })),
    persons: fc.constantFrom('one', 'group'),
    checkOutAt: fc.constantFrom(null, '18:10'),
    rule: fc.constantFrom(null, { term: 'entries_total', is: '<', value: 2 }),
  }),
  moreLists: fc.constant([{ id: 'vip' }]),
});

const changes = [{ ticket: 't1', at: minutes(12), generation: 2, state: 'good' }] as const;

describe('any log', () => {
  it('says the same of a row that is alone as of one beside rows of other tickets', () => {
    fc.assert(
      fc.property(anyLog, anyGiven, ([row], given) => {
        if (row?.kind !== 'scan') return;
        const other = scan('z1', 3, { device: 'z', ticket: 'other', list: 'other' });
        const alone = walk([row], given);
        const beside = walk([row, other], given);
        expect(alone.reviews.get(row.id)).toEqual(beside.reviews.get(row.id));
        expect(alone.placed).toEqual(beside.placed.filter((placed) => placed.row.id === row.id));
        expect(alone.presences).toEqual(beside.presences.filter(({ ground }) => ground.list.id !== 'other'));
      }),
      { numRuns },
    );
  });

  it('is reviewed the same in any order of arrival, with any row twice', () => {
    const shuffled = anyLog.chain((rows) =>
      fc.tuple(fc.constant(rows), fc.shuffledSubarray([...rows, ...rows], { minLength: rows.length * 2 })),
    );
    const everything = (rows: readonly LogRow[], given: Given) => {
      const walked = walk(rows, { ...given, changes });
      const span = { policy: policyOf(given), now: minutes(60) };
      const reviewed = [...reviewsOf(walked)].sort(([a], [b]) => (a < b ? -1 : 1));
      return [reviewed, conflictsOf(walked), insideByList(walked, span), insideByZone(walked, span)];
    };
    fc.assert(
      fc.property(shuffled, anyGiven, ([rows, mixed], given) => {
        expect(everything(mixed, given)).toEqual(everything(rows, given));
      }),
      { numRuns },
    );
  });

  it('lets at most one admission of a single-entry ticket stand, and gives each extra one conflict', () => {
    fc.assert(
      fc.property(anyLog, (rows) => {
        const walked = walk(rows, { changes, moreLists: [{ id: 'vip' }] });
        const found = [...walked.reviews.values()].filter(({ placed }) => placed.row.effect === 'entry');
        const standing = found.filter(({ review }) => review.status === 'stands');
        const places = standing.map(({ placed: { row } }) => `${row.ticket} ${row.list}`);
        expect(new Set(places).size).toBe(places.length);
        const extras = found
          .filter(({ review }) => review.status === 'extra')
          .map(({ placed }) => placed.row.id);
        expect(
          conflictsOf(walked)
            .map(({ extra }) => extra)
            .sort(),
        ).toEqual(extras.sort());
      }),
      { numRuns },
    );
  });

  it('is sure only of what every order within the bounds agrees on', () => {
    fc.assert(
      fc.property(anyLog, anyGiven, fc.infiniteStream(fc.nat(1000)), (rows, given, dice) => {
        const sure = [...reviewsOf(walk(rows, { ...given, changes }))].filter(([, review]) => review.sure);
        const other = reviewsOf(walk(atOtherTimes(rows, dice), { ...given, changes }));
        const statuses = sure.map(([id, { status }]) => [id, status]);
        expect(sure.map(([id]) => [id, other.get(id)?.status])).toEqual(statuses);
      }),
      { numRuns: numRuns * 2 },
    );
  });
});

/** The same rows at other estimates that their bounds allow. */
function atOtherTimes(rows: readonly LogRow[], dice: fc.Stream<number>): LogRow[] {
  return rows.map((row) => {
    const last = row.latest ?? minutes(60);
    const share = (dice.next().value ?? 0) / 1000;
    return { ...row, estimate: Math.round(row.earliest + (last - row.earliest) * share) };
  });
}
