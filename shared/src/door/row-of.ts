import { fromHex } from '../bytes/index.js';
import type { Decision, Scan } from '../checkin/index.js';
import { type LogRow, type RowKnowledge, type RowTime, scanProof } from '../log/index.js';
import { codeHash, type ParsedScan } from '../ticket-code/index.js';

/** Everything about a scan that its decision does not say. */
export interface Circumstances {
  readonly id: string;
  readonly device: string;
  readonly seq: number;
  /** The public number of the event that is scanned for. */
  readonly event: number;
  readonly parsed: ParsedScan;
  readonly scan: Scan;
  readonly names: LogRow['names'];
  readonly time: RowTime;
  readonly held: RowKnowledge;
  /** The hash of what lies beside the row. */
  readonly details: Uint8Array | null;
  /** The hash of the row before. */
  readonly previous: Uint8Array;
}

/** The row that a phone writes of a scan. */
export function rowOf(decision: Decision, circumstances: Circumstances): LogRow {
  const { parsed, scan, ...given } = circumstances;
  return {
    ...given,
    kind: 'scan',
    list: decision.list ?? scan.list,
    gate: scan.gate,
    direction: scan.direction,
    how: scan.how,
    persons: Math.min(decision.persons, 0xffff),
    proof: proofOf(circumstances),
    ticketHash: decision.ticket === null || decision.ticket === '' ? null : fromHex(decision.ticket),
    generation: decision.generation ?? 0,
    result: decision.result,
    effect: decision.effect,
    reason: decision.reason,
  };
}

function proofOf({ parsed, device, seq }: Circumstances): Uint8Array | null {
  if (parsed.form !== 'native' && parsed.form !== 'rotating') return null;
  return scanProof({ codeHash: codeHash(parsed.code), device, seq });
}
