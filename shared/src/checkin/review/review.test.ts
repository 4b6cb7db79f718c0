import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type CountRow,
  conflictsOf,
  historyOf,
  insideByList,
  insideByZone,
  type LogRow,
  type ReviewInput,
  reviewsOf,
  type ScanRow,
  type UndoRow,
  walkRows,
} from '../index.js';
import { type Given, nowOf, policyOf } from '../test/vectors.js';

const start = nowOf().estimate;
const minutes = (count: number) => start + count * 60_000;
const numRuns = process.env['GATEHOUSE_SOAK'] ? 20_000 : 400;

/** An admission at a minute, known to the second unless `within` says how many minutes it may be off. */
function scan(
  id: string,
  at: number,
  changes: Partial<ScanRow> & { readonly within?: number } = {},
): ScanRow {
  const { within = 0, ...fields } = changes;
  return {
    kind: 'scan',
    id,
    device: id.charAt(0),
    seq: Number(id.slice(1)),
    estimate: minutes(at),
    earliest: minutes(at - within),
    latest: minutes(at + within),
    quarantined: false,
    effect: 'entry',
    ticket: 't1',
    generation: 1,
    list: 'main',
    gate: 'north',
    persons: 1,
    ...fields,
  };
}

const undo = (id: string, at: number, undoes: string): UndoRow => {
  const { device, seq, estimate, earliest, latest } = scan(id, at);
  return { kind: 'undo', id, device, seq, estimate, earliest, latest, quarantined: false, undoes };
};

const count = (id: string, at: number, fields: Partial<CountRow> = {}): CountRow => {
  const { device, seq, estimate, earliest, latest, gate, list } = scan(id, at);
  const base = { id, device, seq, estimate, earliest, latest, gate, list, quarantined: false };
  return { kind: 'count', direction: 'in', persons: 3, ...base, ...fields };
};

function input(
  rows: readonly LogRow[],
  given: Given & Partial<Pick<ReviewInput, 'changes'>> = {},
): ReviewInput {
  return { rows, changes: given.changes ?? [], tickets: new Map(), policy: policyOf(given) };
}

const walk = (rows: readonly LogRow[], given?: Parameters<typeof input>[1]) => walkRows(input(rows, given));

const reviews = (...parameters: Parameters<typeof walk>) =>
  Object.fromEntries(reviewsOf(walk(...parameters)));

function inside(rows: readonly LogRow[], given: Given = {}, at = 60) {
  const span = { policy: policyOf(given), now: minutes(at) };
  const walked = walk(rows, given);
  const { main } = Object.fromEntries(insideByList(walked, span));
  return { ...main, zones: Object.fromEntries(insideByZone(walked, span)) };
}

describe('who stands', () => {
  it('lets the earlier of two admissions stand, by estimate and not by arrival', () => {
    const rows = [scan('b1', 5), scan('a1', 3)];
    const expected = {
      a1: { status: 'stands', sure: true },
      b1: { status: 'extra', first: 'a1', sure: true },
    };
    expect(reviews(rows)).toEqual(expected);
    expect(reviews(rows.toReversed())).toEqual(expected);
  });

  it('says that the order is not sure where the bounds overlap', () => {
    expect(reviews([scan('a1', 3, { within: 2 }), scan('b1', 5, { within: 2 })])).toMatchObject({
      a1: { status: 'stands', sure: false },
      b1: { status: 'extra', sure: false },
    });
  });

  it('is sure of the order of one phone, whatever the bounds', () => {
    expect(reviews([scan('a1', 3, { within: 2 }), scan('a2', 4, { within: 2 })])).toMatchObject({
      a1: { status: 'stands', sure: true },
      a2: { status: 'extra', first: 'a1', sure: true },
    });
  });

  it('is sure of nothing while a check-out time or the end of a day lies within the bounds', () => {
    const rows = (within: number) => [scan('a1', 3), scan('b1', 20, { within })];
    const sureOf = (within: number, list: object) => reviews(rows(within), { list })['b1']?.sure;
    const checkOut = { entry: 're-entry', checkOutAt: '18:30' };
    expect([sureOf(9, checkOut), sureOf(10, checkOut)]).toEqual([true, false]);
    const perDay = {
      entry: 'multiple',
      dayStartsAt: '18:30',
      rule: { term: 'entries_today', is: '<', value: 1 },
    };
    expect([sureOf(9, perDay), sureOf(10, perDay)]).toEqual([true, false]);
    const byMinutes = { entry: 'multiple', rule: { term: 'minutes_since_last', is: '>', value: 15 } };
    expect([sureOf(0, byMinutes), sureOf(1, byMinutes)]).toEqual([true, false]);
  });

  it('is sure of the third when two others are in doubt', () => {
    const doubtful = [scan('a1', 3, { within: 2 }), scan('b1', 5, { within: 2 })];
    expect(reviews([...doubtful, scan('c1', 30)])).toMatchObject({ c1: { status: 'extra', sure: true } });
  });

  it('tightens the bounds of a phone by its other rows', () => {
    const unbounded = { latest: null, earliest: minutes(-600) };
    const rows = [scan('a1', 3, unbounded), scan('b1', 10), scan('a2', 5, { ticket: 't2' })];
    expect(reviews(rows)).toMatchObject({ a1: { status: 'stands', sure: true }, b1: { sure: true } });
    expect(reviews(rows.slice(0, 2))).toMatchObject({ a1: { sure: false }, b1: { sure: false } });
  });

  it('puts no row before the one that its phone wrote before it', () => {
    const rows = [scan('a1', 8, { ticket: 't2' }), scan('a2', 3, { latest: null }), scan('b1', 6)];
    expect(reviews(rows)).toMatchObject({ b1: { status: 'stands' }, a2: { status: 'extra', first: 'b1' } });
  });

  it('orders equal times by phone', () => {
    expect(reviews([scan('b1', 3), scan('a1', 3)])).toMatchObject({
      a1: { status: 'stands' },
      b1: { status: 'extra', first: 'a1' },
    });
  });

  it('tries no more than eight rows that overlap', () => {
    const unsure = (howMany: number) =>
      Array.from({ length: howMany }, (_, index) =>
        scan(`${'abcdefghi'.charAt(index)}1`, index, { within: 60 }),
      );
    const settled = (rows: readonly LogRow[]) =>
      Object.values(reviews(rows, { list: { entry: 'multiple' } })).filter(({ sure }) => sure).length;
    expect(settled(unsure(8))).toBe(8);
    expect(settled(unsure(9))).toBe(0);
  });

  it('lets a ticket in again after an exit, and not before', () => {
    const reEntry = { list: { entry: 're-entry' } };
    const exit = scan('a2', 4, { effect: 'exit' });
    expect(reviews([scan('a1', 3), exit, scan('b1', 5)], reEntry)).toMatchObject({
      b1: { status: 'stands' },
    });
    expect(reviews([scan('a1', 3), scan('b1', 5)], reEntry)).toMatchObject({ b1: { status: 'extra' } });
  });

  it('forgets what was undone', () => {
    expect(reviews([scan('a1', 3), undo('a2', 4, 'a1'), scan('b1', 5)])).toMatchObject({
      a1: { status: 'undone' },
      b1: { status: 'stands', sure: true },
    });
  });

  it('leaves quarantined rows and quarantined undos out', () => {
    const quarantined = { quarantined: true };
    const rows = [scan('a1', 3, quarantined), scan('b1', 5), { ...undo('a2', 6, 'b1'), ...quarantined }];
    expect(reviews(rows)).toMatchObject({ a1: { status: 'quarantined' }, b1: { status: 'stands' } });
  });

  it('lets no dead code displace the new holder', () => {
    const changes = [{ ticket: 't1', at: minutes(2), generation: 2, state: 'good' } as const];
    const rows = [scan('a1', 3), scan('b1', 5, { generation: 2 })];
    expect(reviews(rows, { changes })).toMatchObject({
      a1: { status: 'stale', what: 'superseded', sure: true },
      b1: { status: 'stands', sure: true },
    });
  });

  it('is sure of nothing while one row may have been dead', () => {
    const changes = [{ ticket: 't1', at: minutes(4), generation: 1, state: 'cancelled' } as const];
    expect(reviews([scan('a1', 3, { within: 2 })], { changes })).toEqual({
      a1: { status: 'stands', sure: false },
    });
    expect(reviews([scan('a1', 5, { within: 2 })], { changes })).toEqual({
      a1: { status: 'stale', what: 'cancelled', sure: false },
    });
  });

  it('takes a person let in on a dead ticket for no use of it', () => {
    expect(reviews([scan('a1', 3, { effect: 'person' }), scan('b1', 5)])).toMatchObject({
      a1: { status: 'stands' },
      b1: { status: 'stands', sure: true },
    });
  });

  it('makes an entry extra by a rule only because of what came before it', () => {
    const perDay = { entry: 'multiple', rule: { term: 'entries_today', is: '<', value: 1 } };
    const rows = [scan('a1', 3), scan('b1', 5), scan('b2', 60 * 24)];
    expect(reviews(rows, { list: perDay })).toMatchObject({
      b1: { status: 'extra', first: 'a1' },
      b2: { status: 'stands' },
    });
    const elsewhere = { entry: 'multiple', rule: { term: 'gate', in: ['south'] } };
    expect(reviews(rows, { list: elsewhere })).toMatchObject({
      a1: { status: 'stands' },
      b1: { status: 'stands' },
    });
  });

  it('keeps lists and tickets apart', () => {
    const rows = [scan('a1', 3), scan('b1', 4, { list: 'vip' }), scan('c1', 5, { ticket: 't2' })];
    expect(Object.values(reviews(rows)).every(({ status }) => status === 'stands')).toBe(true);
  });

  it('reviews only what counts', () => {
    expect(reviews([scan('a1', 3, { effect: 'none' }), scan('a2', 4, { effect: 'check' })])).toEqual({});
  });
});

describe('conflicts and history', () => {
  it('tells who, where, when and how sure', () => {
    const conflicts = conflictsOf(walk([scan('a1', 3), scan('b1', 5, { gate: 'south' })]));
    expect(conflicts).toEqual([
      {
        extra: 'b1',
        first: 'a1',
        ticket: 't1',
        list: 'main',
        gate: 'south',
        device: 'b',
        at: minutes(5),
        sure: true,
      },
    ]);
  });

  it('is cleared when a later fact lets the row stand', () => {
    expect(conflictsOf(walk([scan('a1', 3), scan('b1', 5), undo('a2', 6, 'a1')]))).toEqual([]);
  });

  it('looks back on what stands, in order', () => {
    const rows = [
      scan('a2', 6, { effect: 'exit' }),
      scan('b1', 5),
      scan('a1', 3),
      scan('c1', 7, { effect: 'person' }),
    ];
    expect(historyOf(walk(rows), 't1').map(({ id, kind }) => [id, kind])).toEqual([
      ['a1', 'entry'],
      ['a2', 'exit'],
    ]);
  });
});

describe('who is inside', () => {
  const hall = { zones: { hall: 1 } };

  it('counts persons and not rows', () => {
    const group = { list: { persons: 'group' } };
    expect(inside([scan('a1', 3, { persons: 4 })], group)).toEqual({
      inside: 4,
      leftFromOutside: 0,
      zones: { hall: 4 },
    });
    expect(
      inside([scan('a1', 3, { persons: 4 }), scan('a2', 4, { effect: 'exit', persons: 3 })], group),
    ).toMatchObject({ inside: 1, ...hall });
  });

  it('counts the bodies that were one too many, stale, let in by an override or counted', () => {
    const changes = [{ ticket: 't9', at: minutes(0), generation: 1, state: 'cancelled' } as const];
    expect(inside([scan('a1', 3), scan('b1', 5)])).toMatchObject({ inside: 2, zones: { hall: 2 } });
    expect(inside([scan('a1', 3, { effect: 'person' })])).toMatchObject({ inside: 1, ...hall });
    expect(inside([count('a1', 3), count('a2', 4, { direction: 'out', persons: 2 })])).toMatchObject({
      inside: 1,
      ...hall,
    });
    const walked = walk([scan('a1', 3, { ticket: 't9' })], { changes });
    const span = { policy: policyOf(), now: minutes(60) };
    expect(insideByList(walked, span).get('main')).toEqual({ inside: 1, leftFromOutside: 0 });
  });

  it('tallies an exit from outside apart and never counts below zero', () => {
    expect(inside([scan('a1', 3, { effect: 'exit' }), count('b1', 4, { direction: 'out' })])).toEqual({
      inside: 0,
      leftFromOutside: 1,
      zones: { hall: 0 },
    });
  });

  it('empties the place at the check-out time, without rows', () => {
    const given = { list: { checkOutAt: '18:30' } };
    const rows = [scan('a1', 3), scan('b1', 5), count('c1', 6)];
    expect(inside(rows, given, 29)).toMatchObject({ inside: 5, zones: { hall: 5 } });
    expect(inside(rows, given, 30)).toMatchObject({ inside: 0, zones: { hall: 0 } });
  });

  it('empties the zones between two entries too', () => {
    const given = { list: { checkOutAt: '18:04', persons: 'group', entry: 'multiple' } };
    expect(inside([scan('a1', 3, { persons: 3 }), scan('a2', 5, { persons: 2 })], given)).toMatchObject({
      inside: 2,
      zones: { hall: 2 },
    });
  });

  it('puts nobody into a zone by an exit from nowhere', () => {
    const gates = [{ id: 'stairs', from: 'hall', to: 'box' }];
    const exit = scan('a1', 3, { effect: 'exit', gate: 'stairs' });
    expect(inside([exit], { policy: { gates } }).zones).toEqual({ hall: 0, box: 0 });
  });

  it('moves people from zone to zone, over all lists', () => {
    const gates = [
      { id: 'north', from: null, to: 'hall' },
      { id: 'stairs', from: 'hall', to: 'box' },
    ];
    const given = { policy: { gates }, moreLists: [{ id: 'vip' }] };
    const rows = [scan('a1', 3), scan('b1', 5, { list: 'vip', gate: 'stairs' })];
    expect(inside(rows, given).zones).toEqual({ hall: 0, box: 1 });
    const back = scan('b2', 6, { list: 'vip', gate: 'stairs', effect: 'exit' });
    expect(inside([...rows, back], given).zones).toEqual({ hall: 1, box: 0 });
    expect(inside([...rows, back, scan('a2', 7, { effect: 'exit' })], given).zones).toEqual({
      hall: 0,
      box: 0,
    });
  });
});

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
