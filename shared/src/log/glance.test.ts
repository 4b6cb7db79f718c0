import { expect, it } from 'vitest';
import { uuidToBytes } from '../bytes/index.js';
import { sampleLog } from '../vectors/test/sample-rows.js';
import { glanceAtRow, glanceKey } from './index.js';

it('sees in each kind of row what decoding it would give', () => {
  for (const { row, bytes } of sampleLog()) {
    expect(glanceAtRow(bytes)).toEqual({
      kind: row.kind,
      effect: row.effect,
      admitted: row.result === 'admit',
      id: glanceKey(uuidToBytes(row.id), 8),
      ticket: row.ticketHash === null ? 0 : glanceKey(row.ticketHash, 0),
    });
  }
});

it('sees nothing in what it does not know', () => {
  expect(glanceAtRow(new Uint8Array())).toBeNull();
  expect(glanceAtRow(new Uint8Array(300))).toBeNull();
  expect(glanceAtRow(Uint8Array.of(1, 9, ...new Uint8Array(300)))).toBeNull();
});

it('keeps every key whole', () => {
  const highest = glanceKey(new Uint8Array(8).fill(255), 0);
  expect(highest).toBe(Number.MAX_SAFE_INTEGER);
  expect(glanceKey(Uint8Array.of(255, 255, 255, 255, 255, 255, 247, 255), 0)).toBe(highest - 1);
});
