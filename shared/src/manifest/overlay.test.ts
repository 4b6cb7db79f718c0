import fc from 'fast-check';
import { expect, it } from 'vitest';
import { toHex } from '../bytes/index.js';
import { type CoreRecord, coreCells, coreRecord } from './core-record.js';
import { changedBetween, changedRecords, emptyOverlay, findChanged, isChanged, layOver } from './overlay.js';
import { keyHalf } from './segment.js';

/** Few enough that they meet again and again, at both ends of the range and next to each other. */
const hashes = fc
  .constantFrom(...[0, 1, 2, 0x7fff_ffff, 0x8000_0000, 0xffff_fffe, 0xffff_ffff])
  .chain((high) =>
    fc.constantFrom(0, 1, 0xffff_ffff).map((low) => {
      const hash = new Uint8Array(8);
      new DataView(hash.buffer).setUint32(0, high);
      new DataView(hash.buffer).setUint32(4, low);
      return hash;
    }),
  );
const records = fc.tuple(hashes, fc.uint8Array({ minLength: 5, maxLength: 5 })).map(([hash, cells]) =>
  coreRecord(
    hash,
    Uint8Array.from(cells, (cell, at) => (at === 3 ? cell & 31 : cell)),
  ),
);
const pages = fc.array(fc.uniqueArray(records, { selector: ({ hash }) => toHex(hash), maxLength: 12 }));
const plain = (record: CoreRecord | undefined) =>
  record && [toHex(record.hash), toHex(coreCells(record))].join(' ');

it('holds the newest record of each ticket, as a map would', () => {
  fc.assert(
    fc.property(pages, hashes, (all, asked) => {
      const map = new Map(all.flat().map((record) => [toHex(record.hash), record]));
      const overlay = all.reduce(layOver, emptyOverlay);
      const expected = [...map.keys()].sort().map((name) => plain(map.get(name)));
      expect([...changedRecords(overlay)].map(plain)).toEqual(expected);
      expect(overlay.count).toBe(map.size);
      expect(plain(findChanged(overlay, asked))).toBe(plain(map.get(toHex(asked))));
      expect(isChanged(overlay, asked)).toBe(map.has(toHex(asked)));
      const high = keyHalf(asked, 0);
      const between = changedBetween(overlay, { high, firstLow: 1, lastLow: 0xffff_ffff }).map(plain);
      const isMeant = ({ hash }: CoreRecord) => keyHalf(hash, 0) === high && keyHalf(hash, 4) >= 1;
      const meant = [...map.values()]
        .filter(isMeant)
        .map((record) => plain(record))
        .sort();
      expect(between).toEqual(meant);
    }),
  );
});

it('leaves the overlay before it as it was', () => {
  const record = coreRecord(new Uint8Array(8), new Uint8Array(5));
  const before = layOver(emptyOverlay, [record]);
  layOver(before, [{ ...record, generation: 9 }]);
  expect(findChanged(before, record.hash)?.generation).toBe(0);
});
