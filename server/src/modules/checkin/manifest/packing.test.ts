import { randomBytes } from 'node:crypto';
import { brotliDecompressSync } from 'node:zlib';
import { concatBytes } from '@gatehouse/shared/bytes';
import { instantToZoned } from '@gatehouse/shared/i18n';
import {
  buildSegments,
  CORE_SEGMENT,
  contentAddress,
  MEDIA_SEGMENT,
  type SegmentRow,
} from '@gatehouse/shared/manifest';
import { describe, expect, test } from 'vitest';
import { packList } from './pack-list.js';
import { zoneOffsets } from './zone-offsets.js';

describe('a packed list', () => {
  const rowsOf = (count: number, cells: number): SegmentRow[] =>
    Array.from({ length: count }, () => ({ key: randomBytes(8), cells: randomBytes(cells) }));
  const bytesOf = (rows: readonly SegmentRow[]) =>
    concatBytes(...rows.flatMap(({ key, cells }) => [key, cells]));
  const none = new Uint8Array();

  test.each([
    ['no row', CORE_SEGMENT, 0],
    ['one segment', CORE_SEGMENT, 100],
    ['four segments', CORE_SEGMENT, 20_000],
    ['media', MEDIA_SEGMENT, 9000],
  ])('has the same bytes as all rows at a stroke: %s', (_name, kind, count) => {
    const rows = rowsOf(count, kind.cells);
    const isCore = kind === CORE_SEGMENT;
    const list = packList(
      isCore
        ? { core: bytesOf(rows), media: none, links: none }
        : { core: none, media: bytesOf(rows), links: none },
    );
    const packed = isCore ? list.core : list.media;
    const whole = buildSegments(kind, rows);
    expect(whole.ok && whole.value.length).toBe(packed.length);
    for (const [index, { raw, sha256, brotli }] of packed.entries()) {
      expect(whole.ok && Buffer.from(raw).equals(whole.value[index] ?? Buffer.of())).toBe(true);
      expect(brotliDecompressSync(brotli).equals(raw)).toBe(true);
      expect(Buffer.from(contentAddress(raw)).equals(sha256)).toBe(true);
    }
    expect(packed.reduce((sum, segment) => sum + segment.count, 0)).toBe(count);
  });

  test('has no ticket twice', () => {
    const [row] = rowsOf(1, CORE_SEGMENT.cells);
    if (row)
      expect(() => packList({ core: bytesOf([row, row]), media: none, links: none })).toThrow('came twice');
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
