import { toHex } from '@gatehouse/shared/bytes';
import { insideByList, insideByZone, walkRows } from '@gatehouse/shared/checkin';
import { policyOf, toReviewRow } from '@gatehouse/shared/door';
import { encodeRow, type LogRow, NO_PREVIOUS } from '@gatehouse/shared/log';
import { applyPage, buildSegments, type Manifest } from '@gatehouse/shared/manifest';
import { encodeHistoryPart, HISTORY_SEGMENT, historyCells, openHistory } from '@gatehouse/shared/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RowIndex } from '../log/row-index.js';
import { EVENT, hashOf, LIST, manifestOf, recordOf, stands } from '../log/test/world.js';
import { crowdingOf, type Figures } from './figures.js';
import { watchFigures } from './watch-figures.js';

const START = 1_800_000_000_000;
const NOW = START + 3_600_000;
const [HERE, THERE] = ['01900000-0000-7000-8000-0000000000d1', '01900000-0000-7000-8000-0000000000d2'];
const [HALL, BAR] = ['01900000-0000-7000-8000-00000000c001', '01900000-0000-7000-8000-00000000c002'];
const [DOOR, INNER] = ['01900000-0000-7000-8000-00000000b001', '01900000-0000-7000-8000-00000000b002'];
const tickets = ['t1', 't2', 't3', 't4'];

/** The index tells rows apart by the first bits of the half that is random in real ids. */
function idOf(number: number): string {
  return `01900000-0000-7000-8${number.toString(16).padStart(3, '0')}-000000000000`;
}

/** An entry through the door of the hall by another phone; `seq` places it in time. */
function rowOf(seq: number, fields: Partial<LogRow> & { readonly ticket?: string | null } = {}): LogRow {
  const { ticket = 't1', ...others } = fields;
  const at = START + 60_000 * seq;
  const time = { wall: at, session: new Uint8Array(8), monotonic: 1, estimate: at, earliest: at, latest: at };
  const nowhere = { start: 0, count: 0 };
  return {
    kind: 'scan',
    id: idOf(seq),
    device: THERE,
    seq,
    event: EVENT,
    list: LIST,
    gate: DOOR,
    direction: 'in',
    how: 'camera',
    persons: 1,
    proof: null,
    ticketHash: ticket === null ? null : hashOf(ticket),
    generation: 0,
    result: 'admit',
    effect: 'entry',
    reason: 'ok',
    names: null,
    time: { ...time, unsure: false },
    held: { root: nowhere, tickets: nowhere, scans: nowhere, stale: false },
    details: null,
    previous: NO_PREVIOUS,
    ...others,
  } as LogRow;
}

function undoOf(seq: number, undone: LogRow): LogRow {
  const names = { relation: 'undoes', scan: undone.id } as const;
  const { ticketHash } = undone;
  return {
    ...rowOf(seq, { kind: 'undo', effect: 'none', result: null, reason: '', how: null }),
    names,
    ticketHash,
  };
}

function countOf(seq: number, direction: 'in' | 'out', persons: number): LogRow {
  const nothing = { how: null, result: null, effect: 'none', reason: '' } as const;
  return rowOf(seq, { kind: 'count', ticket: null, direction, persons, ...nothing });
}

function zoned(list: Partial<Manifest['root']['lists'][number]> = {}): Manifest {
  const manifest = manifestOf(tickets);
  const { root } = manifest;
  return {
    ...manifest,
    root: {
      ...root,
      lists: root.lists.map((each) => ({ ...each, ...list })),
      classes: root.classes.map((each) => ({ ...each, zones: [BAR] })),
      zones: [
        { id: HALL, name: 'Hall', capacity: 2 },
        { id: BAR, name: 'Bar', capacity: null },
      ],
      gates: [
        { id: DOOR, name: 'Door', from: null, to: HALL },
        { id: INNER, name: 'Inner door', from: HALL, to: BAR },
      ],
    },
  };
}

/** A phone's rows with somebody who looks at their figures. */
function look(manifest: Manifest, rows: readonly LogRow[] = []) {
  const index = new RowIndex();
  const world = { now: NOW, manifest };
  const add = (row: LogRow, review: typeof stands | null = stands) =>
    index.add({ bytes: encodeRow(row), review });
  for (const row of rows) add(row);
  const figures = watchFigures(EVENT, {
    index: () => index,
    manifest: () => world.manifest,
    now: () => world.now,
    monotonic: () => performance.now(),
    deviceId: HERE,
  });
  const end = figures.subscribe(() => undefined);
  const settled = (check: (figures: Figures) => void) =>
    expect
      .poll(
        () => {
          const now = figures.get();
          if (now?.complete !== true) return 'counting';
          check(now);
          return 'as expected';
        },
        { timeout: 2_000 },
      )
      .toBe('as expected');
  return { index, world, add, figures, settled, end };
}

describe('the figures of a phone', () => {
  it('tell who is inside, expected, came lately and by this phone, for the event and each zone', async () => {
    const rows = [
      rowOf(1),
      rowOf(2, { ticket: 't2', device: HERE }),
      rowOf(55, { ticket: 't3', device: HERE }),
      rowOf(56, { ticket: 't3', device: HERE, gate: INNER, list: idOf(0xf1) }),
    ];
    const { settled, end } = look(zoned(), rows);
    await settled(({ total, zones, lists }) => {
      expect(total).toEqual({ inside: 3, expected: 4, lastTen: 2, mine: 3 });
      expect(lists).toMatchObject([{ id: LIST, inside: 3, expected: 4, lastTen: 1, mine: 2 }]);
      expect(zones).toMatchObject([
        { name: 'Hall', inside: 2, expected: null, lastTen: 1, mine: 2 },
        { name: 'Bar', inside: 1, expected: 4, lastTen: 1, mine: 1 },
      ]);
    });
    end();
  });

  it('follow new rows, counts of people, undos and the server’s word', async () => {
    const { add, settled, end } = look(zoned(), [rowOf(1)]);
    await settled(({ total }) => expect(total.inside).toBe(1));
    const second = rowOf(2, { ticket: 't2', device: HERE });
    add(second, null);
    await settled(({ total }) => expect(total).toMatchObject({ inside: 2, mine: 1 }));
    add(countOf(3, 'in', 5));
    add(countOf(4, 'out', 2));
    await settled(({ total, zones }) => {
      expect(total.inside).toBe(5);
      expect(zones[0]).toMatchObject({ inside: 5 });
    });
    add(undoOf(5, second), null);
    await settled(({ total }) => expect(total).toMatchObject({ inside: 4, mine: 0 }));
    add(rowOf(1), { ...stands, standing: 'quarantined' });
    await settled(({ total }) => expect(total.inside).toBe(3));
    end();
  });

  it('count a pass where it was scanned: who is inside at another date is nobody here', async () => {
    const elsewhere = [rowOf(1, { event: EVENT + 1 }), rowOf(2, { ticket: 't2' })];
    const { index, settled, end } = look(zoned({ persons: 'group' }), elsewhere);
    const pastOf = (event: number, ticket: string, [seq, persons]: [number, number]) => {
      const place = { device: THERE, list: LIST, gate: DOOR, effect: 'entry', persons, flags: 0 } as const;
      const cells = historyCells(idOf(seq), { time: START + 60_000 * seq, place: 0 });
      const built = buildSegments(HISTORY_SEGMENT, [{ key: hashOf(ticket), cells }]);
      const position = { start: 1, count: 1 };
      const part = encodeHistoryPart({ event, position, places: [place], rows: [] });
      const history = openHistory([...(built.ok ? built.value : []), part]);
      if (!history.ok) throw new Error(history.reason);
      index.addPast(history.value);
    };
    pastOf(EVENT + 1, 't4', [3, 5]);
    pastOf(EVENT, 't4', [4, 1]);
    await settled(({ total }) => expect(total).toMatchObject({ inside: 2, expected: 4 }));
    end();
  });

  it('count everybody out at the check-out time, and bodies once each', async () => {
    const again = rowOf(2);
    const { world, add, settled, end } = look(zoned({ checkOutAt: '09:30' }), [rowOf(1), again]);
    await settled(({ total }) => expect(total.inside).toBe(2));
    add(again, { ...stands, standing: 'stale', what: 'superseded' });
    await settled(({ total }) => expect(total.inside).toBe(2));
    world.now = NOW + 86_400_000;
    await settled(({ total }) => expect(total).toMatchObject({ inside: 0, lastTen: 0 }));
    end();
  });

  it('expect what the list says now', async () => {
    const { world, settled, end } = look(zoned());
    await settled(({ total }) => expect(total.expected).toBe(4));
    const { start, count } = world.manifest.tickets;
    const page = { event: EVENT, start, from: count, to: count + 2, media: [], links: [] };
    const changed = [{ ...recordOf('t1'), state: 'cancelled' as const }, recordOf('new')];
    const applied = applyPage(world.manifest, { ...page, tickets: [...changed, recordOf('t2')] });
    if (!applied.ok) throw new Error(applied.reason);
    world.manifest = applied.value;
    await settled(({ total }) => expect(total.expected).toBe(4));
    const later = applyPage(world.manifest, {
      ...page,
      from: count + 2,
      to: count + 3,
      tickets: [recordOf('t5')],
    });
    if (!later.ok) throw new Error(later.reason);
    world.manifest = later.value;
    await settled(({ total }) => expect(total.expected).toBe(5));
    end();
  });

  it('are those of a walk through all rows at once', async () => {
    const draft = fc.record({
      ticket: fc.constantFrom(...tickets),
      effect: fc.constantFrom('entry', 'entry', 'exit', 'person'),
      gate: fc.constantFrom(DOOR, INNER, null),
      device: fc.constantFrom(HERE, THERE),
      persons: fc.integer({ min: 1, max: 3 }),
    });
    const entry = fc.constantFrom('single', 'multiple', 're-entry');
    const persons = fc.constantFrom('one', 'group');
    const anyDoor = fc.tuple(fc.array(draft, { maxLength: 12 }), fc.record({ entry, persons }));
    const check = async ([drafts, list]: [object[], object]) => {
      const manifest = zoned(list);
      const rows = drafts.map((fields, at) => rowOf(at + 1, fields));
      const policy = policyOf(manifest.root, 'steward');
      const known = new Map(tickets.map((name) => [toHex(hashOf(name)), { class: 7, entries: 0 }]));
      const walked = walkRows({
        rows: rows.flatMap((row) => toReviewRow(row, false) ?? []),
        changes: [],
        tickets: known,
        policy,
      });
      const span = { policy, now: NOW };
      const { settled, end } = look(manifest, rows);
      await settled(({ lists, zones }) => {
        expect(lists[0]?.inside).toBe(insideByList(walked, span).get(LIST)?.inside);
        for (const { id, inside } of zones) expect(inside).toBe(insideByZone(walked, span).get(id));
      });
      end();
    };
    await fc.assert(fc.asyncProperty(anyDoor, check), { numRuns: 40 });
  });
});

it('a zone is crowded by its own capacity', () => {
  expect(crowdingOf({ inside: 900, capacity: null })).toBe('room');
  expect(crowdingOf({ inside: 89, capacity: 100 })).toBe('room');
  expect(crowdingOf({ inside: 90, capacity: 100 })).toBe('near');
  expect(crowdingOf({ inside: 100, capacity: 100 })).toBe('full');
});
