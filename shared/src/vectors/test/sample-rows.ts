import {
  detailsHash,
  encodeDetails,
  encodeRow,
  type LogRow,
  NO_PREVIOUS,
  type RowDetails,
  rowHash,
  scanProof,
} from '../../log/index.js';
import { sampleTimeMs } from './sample-root.js';
import { sampleTicket } from './sample-tickets.js';
import { testBytes } from './test-keys.js';

export const sampleDevice = '01900000-0000-7000-8000-0000000000d1';
export const sampleCodeHash = testBytes('code hash', 32);
export const sampleDetailsSalt = testBytes('details salt', 16);

const life = 1_799_000_000;

export const sampleDetails: RowDetails = {
  seen: { kind: 'cut', text: 'G:ABC' },
  answers: [{ question: '01900000-0000-7000-8000-0000000000c1', answer: 'yes' }],
  note: 'Left her coat: Zoë',
};

function scanId(seq: number): string {
  return `01900000-0000-7000-8000-${(0xf000 + seq).toString(16).padStart(12, '0')}`;
}

/** A scan as a phone in good order writes it. */
export function sampleScan(seq: number, previous: Uint8Array): LogRow {
  return {
    kind: 'scan',
    id: scanId(seq),
    device: sampleDevice,
    seq,
    event: 4711,
    list: '01900000-0000-7000-8000-0000000000e1',
    gate: '01900000-0000-7000-8000-0000000000b1',
    direction: 'in',
    how: 'camera',
    persons: 1,
    proof: scanProof({ codeHash: sampleCodeHash, device: sampleDevice, seq }),
    ticketHash: sampleTicket('ticket 1').hash,
    generation: 0,
    result: 'admit',
    effect: 'entry',
    reason: 'ok',
    names: null,
    time: {
      wall: sampleTimeMs + 1_000 * seq,
      session: testBytes('session', 8),
      monotonic: 5_000 + 1_000 * seq,
      estimate: sampleTimeMs + 1_000 * seq + 40,
      earliest: sampleTimeMs + 1_000 * seq - 200,
      latest: sampleTimeMs + 1_000 * seq + 900,
      unsure: false,
    },
    held: {
      root: { start: life, count: 3 },
      tickets: { start: life, count: 43 },
      scans: { start: life, count: 12 },
      stale: false,
    },
    details: null,
    previous,
  };
}

/** One row of every kind, in a chain. */
export function sampleLog(): readonly { readonly row: LogRow; readonly bytes: Uint8Array }[] {
  const log: { row: LogRow; bytes: Uint8Array }[] = [];
  for (const change of changes) {
    const before = log.at(-1);
    const scan = sampleScan(log.length + 1, before === undefined ? NO_PREVIOUS : rowHash(before.bytes));
    const row = change(scan);
    log.push({ row, bytes: encodeRow(row) });
  }
  return log;
}

const nobody = {
  proof: null,
  ticketHash: null,
  how: null,
  result: null,
  reason: '',
  effect: 'none',
} as const;

const changes: readonly ((scan: LogRow) => LogRow)[] = [
  (scan) => scan,
  (scan) => ({ ...scan, result: 'refuse', effect: 'none', reason: 'already_used' }),
  (scan) => ({
    ...scan,
    effect: 'entry',
    names: { relation: 'overrides', scan: scanId(2) },
    details: detailsHash(encodeDetails(sampleDetails, sampleDetailsSalt)),
  }),
  (scan) => ({
    ...scan,
    ...nobody,
    kind: 'undo',
    names: { relation: 'undoes', scan: scanId(3) },
    time: { ...scan.time, latest: null, unsure: true },
  }),
  (scan) => ({
    ...scan,
    ...nobody,
    kind: 'bind',
    ticketHash: scan.ticketHash,
    medium: testBytes('medium', 8),
  }),
  (scan) => ({ ...scan, ...nobody, kind: 'count', direction: 'out', persons: 300, gate: null }),
  (scan) => ({
    ...scan,
    ...nobody,
    kind: 'clock',
    direction: null,
    list: null,
    server: sampleTimeMs,
    sent: 11_000,
    received: 11_090,
  }),
  (scan) => ({ ...scan, ...nobody, kind: 'lost', direction: null, from: 2, to: 3 }),
  (scan) => ({
    ...scan,
    held: { ...scan.held, stale: true },
    direction: 'check',
    effect: 'check',
    how: 'typed',
  }),
];
