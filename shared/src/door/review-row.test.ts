import { expect, it } from 'vitest';
import { toHex } from '../bytes/index.js';
import type { LogRow } from '../log/index.js';
import { sampleLog } from '../vectors/test/sample-rows.js';
import { toReviewRow } from './index.js';

const rows = sampleLog().map(({ row }) => row);

function rowOf(kind: LogRow['kind']): LogRow {
  const row = rows.find((candidate) => candidate.kind === kind);
  if (row === undefined) throw new Error(`the sample has no ${kind}`);
  return row;
}

it('keeps who, when and where of every kind that moves people', () => {
  const moving = rows.flatMap((row) => toReviewRow(row, false) ?? []);
  expect(moving.map(({ kind }) => kind)).toEqual(['scan', 'scan', 'scan', 'undo', 'count', 'scan']);
  const [first] = rows;
  expect(moving[0]).toEqual({
    kind: 'scan',
    id: first?.id,
    device: first?.device,
    seq: 1,
    estimate: first?.time.estimate,
    earliest: first?.time.earliest,
    latest: first?.time.latest,
    quarantined: false,
    event: first?.event,
    effect: 'entry',
    ticket: toHex(first?.ticketHash ?? new Uint8Array()),
    generation: 0,
    list: first?.list,
    gate: first?.gate,
    persons: 1,
  });
});

it('leaves out what moves nobody', () => {
  for (const kind of ['bind', 'clock', 'lost'] as const) expect(toReviewRow(rowOf(kind), false)).toBeNull();
  expect(toReviewRow({ ...rowOf('count'), direction: 'check' } as LogRow, false)).toBeNull();
});

it('names the scan that an undo takes back, and keeps an unknown bound unknown', () => {
  expect(toReviewRow(rowOf('undo'), true)).toMatchObject({
    undoes: rowOf('undo').names?.scan,
    latest: null,
    quarantined: true,
  });
});

it.each([
  ['camera', 3],
  ['typed', 3],
  ['medium', null],
  ['search', null],
] as const)('of a ticket found by %s the generation is %s', (how, generation) => {
  expect(toReviewRow({ ...rowOf('scan'), how, generation: 3 } as LogRow, false)).toMatchObject({
    generation,
  });
});

it('has no generation without a ticket', () => {
  expect(toReviewRow({ ...rowOf('scan'), ticketHash: null } as LogRow, false)).toMatchObject({
    ticket: null,
    generation: null,
  });
});
