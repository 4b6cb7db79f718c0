import { randomBytes } from 'node:crypto';
import { instantToZoned } from '@gatehouse/shared/i18n';
import { buildSegments, CORE_SEGMENT, MEDIA_SEGMENT, type SegmentRow } from '@gatehouse/shared/manifest';
import { describe, expect, test } from 'vitest';
import { RecordStore } from './record-store.js';
import { zoneOffsets } from './zone-offsets.js';

describe('a record store', () => {
  const rowsOf = (count: number, cells: number): SegmentRow[] =>
    Array.from({ length: count }, () => ({ key: randomBytes(8), cells: randomBytes(cells) }));

  test.each([
    ['no row', CORE_SEGMENT, 0],
    ['one segment', CORE_SEGMENT, 100],
    ['four segments', CORE_SEGMENT, 20_000],
    ['media', MEDIA_SEGMENT, 9000],
  ])('packs the same bytes as all rows at a stroke: %s', async (_name, kind, count) => {
    const rows = rowsOf(count, kind.cells);
    const store = new RecordStore(kind);
    for (let from = 0; from < count; from += 3000) store.add(rows.slice(from, from + 3000));
    const packed = await store.pack();
    const whole = buildSegments(kind, rows);
    expect(whole.ok && whole.value.length).toBe(packed.length);
    for (const [index, { bytes }] of packed.entries())
      expect(whole.ok && Buffer.from(bytes).equals(whole.value[index] ?? Buffer.of())).toBe(true);
    expect(packed.reduce((sum, segment) => sum + segment.count, 0)).toBe(count);
  });

  test('lets others run between segments', async () => {
    const store = new RecordStore(CORE_SEGMENT);
    store.add(rowsOf(60_000, CORE_SEGMENT.cells));
    let turns = 0;
    let ended = false;
    const count = (): void => {
      turns += 1;
      if (!ended) setImmediate(count);
    };
    setImmediate(count);
    const segments = await store.pack();
    ended = true;
    expect(turns).toBeGreaterThanOrEqual(segments.length);
  });

  test('refuses a ticket that comes twice', async () => {
    const store = new RecordStore(CORE_SEGMENT);
    const [row] = rowsOf(1, CORE_SEGMENT.cells);
    if (row) store.add([row, row]);
    await expect(store.pack()).rejects.toThrow('came twice');
  });
});

describe('the offsets of a zone', () => {
  const minute = 60_000;
  const range = { fromMs: Date.UTC(2026, 0, 1), untilMs: Date.UTC(2027, 11, 31) };

  test.each([
    ['Europe/Berlin', 5],
    ['Australia/Lord_Howe', 5],
    ['Africa/Casablanca', 5],
    ['Asia/Kathmandu', 1],
    ['UTC', 1],
  ])('say for every hour what the clocks of %s show', (timeZone, entries) => {
    const offsets = zoneOffsets(timeZone, range);
    expect(offsets).toHaveLength(entries);
    for (let at = range.fromMs; at < range.untilMs; at += 7 * 3_600_000) {
      const [, ahead = 0] = offsets.findLast(([from]) => from <= at) ?? [];
      expect(new Date(at + ahead * minute).toISOString().slice(0, 16)).toBe(
        instantToZoned(new Date(at), timeZone),
      );
    }
  });

  test('change at the minute at which the clocks do', () => {
    expect(zoneOffsets('Europe/Berlin', range).slice(0, 3)).toEqual([
      [range.fromMs, 60],
      [Date.UTC(2026, 2, 29, 1), 120],
      [Date.UTC(2026, 9, 25, 1), 60],
    ]);
  });
});
