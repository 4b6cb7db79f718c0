import { describe, expect, it } from 'vitest';
import { conflictsOf, historyOf, type LogRow, reviewsOf } from '../index.js';
import { minutes, scan, undo, walk } from '../test/log.js';

const reviews = (...parameters: Parameters<typeof walk>) =>
  Object.fromEntries(reviewsOf(walk(...parameters)));

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

  it('judges each row by the list as it was at its time', () => {
    const rows = [scan('a1', 3), scan('b1', 5), scan('c1', 15), scan('d1', 30)];
    const before = { entry: 'multiple', until: minutes(10) } as const;
    const stands = { status: 'stands', sure: true };
    expect(reviews(rows, { before })).toEqual({
      a1: stands,
      b1: stands,
      c1: { status: 'extra', first: 'b1', sure: true },
      d1: { status: 'extra', first: 'b1', sure: true },
    });
    expect(reviews(rows.toReversed(), { before })).toEqual(reviews(rows, { before }));
    const mended = { list: { entry: 'multiple' }, before: { entry: 'single', until: minutes(10) } } as const;
    expect(reviews(rows, mended)['b1']).toEqual(stands);
    const doubtful = [...rows.slice(0, 2), scan('c1', 11, { within: 2 })];
    expect(reviews(doubtful, { before })['c1']).toMatchObject({ status: 'extra', sure: false });
  });

  it('judges each row by the entries that the ticket had at its time', () => {
    const rows = [scan('a1', 3), scan('b1', 5), scan('c1', 15)];
    const change = { ticket: 't1', generation: 1, state: 'good' } as const;
    const list = { entry: 'multiple' } as const;
    const lowered = [{ ...change, at: minutes(10), entriesBefore: 2 }];
    const found = reviews(rows, { list, entries: 1, changes: lowered });
    expect(found).toMatchObject({
      a1: { status: 'stands' },
      b1: { status: 'stands' },
      c1: { status: 'extra', first: 'b1', sure: true },
    });
    const raised = [{ ...change, at: minutes(10), entriesBefore: 1 }];
    expect(reviews(rows, { list, entries: 3, changes: raised })['c1']).toMatchObject({ status: 'stands' });
    const twice = [...lowered, { ...change, at: minutes(4), entriesBefore: 1 }];
    expect(reviews(rows, { list, entries: 1, changes: twice })).toEqual(found);
  });

  it.each(['held', 'blocked', 'unapproved', 'cancelled'] as const)(
    'leaves who came in before the ticket was %s where they are',
    (state) => {
      const changes = [{ ticket: 't1', at: minutes(10), generation: 1, state }];
      expect(reviews([scan('a1', 3), scan('b1', 15)], { changes })).toMatchObject({
        a1: { status: 'stands', sure: true },
        b1: { status: 'stale', what: state },
      });
    },
  );

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
