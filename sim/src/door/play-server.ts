import { settleConflicts } from '@gatehouse/server/modules/checkin/log/conflicts.js';
import { judgeRows } from '@gatehouse/server/modules/checkin/log/judge-rows.js';
import { newRecord, type ScanRecord, standing } from '@gatehouse/server/modules/checkin/log/scan-rows.js';
import { readBatch, sortBatch } from '@gatehouse/server/modules/checkin/log/sort-batch.js';
import { equalBytes } from '@gatehouse/shared/bytes';
import { encodeRow, scanProof } from '@gatehouse/shared/log';
import type { Random } from '../time/random.js';
import { drawLog, type TrueRow } from './drawn-log.js';

const ROUNDS = 6;
const organisationId = '00000000-0000-4000-8000-0000000000aa';
const eventId = '00000000-0000-4000-8000-0000000000ee';

/** @returns what is wrong with what the server counts; null: nothing */
export async function playServer(random: Random): Promise<{ invariant: 6 | 16; detail: string } | null> {
  const conflicts = await playConflicts(random);
  if (conflicts !== null) return { invariant: 6, detail: conflicts };
  const revoked = await playRevoked(random);
  return revoked === null ? null : { invariant: 16, detail: revoked };
}

/** Reviews turn, and turn again: open is the conflict of each row that is one too many just now. */
async function playConflicts(random: Random): Promise<string | null> {
  const open = new Set<string>();
  const store = {
    openConflicts: async (_: unknown, extras: readonly ScanRecord[]) => {
      for (const { row } of extras) open.add(row.id);
    },
    clearConflicts: async (ids: readonly string[]) => {
      for (const id of ids) open.delete(id);
    },
  } as unknown as Parameters<typeof settleConflicts>[0];
  let known = drawLog(random).rows.flatMap((one) => newRecord(sorted(one)) ?? []);
  for (let round = 0; round < ROUNDS; round += 1) {
    const before = known;
    known = before.map((record) => (random.chance(0.4) ? turned(random, record) : record));
    const now = known.filter((record, index) => record !== before[index]);
    await settleConflicts(store, { organisationId, eventId, rules: null }, { now, before });
    const extras = known.filter(({ review }) => review.standing === 'extra').map(({ row }) => row.id);
    const isSame = extras.length === open.size && extras.every((id) => open.has(id));
    if (!isSame) return `${open.size} conflicts are open of ${extras.length} rows that are one too many`;
  }
  return null;
}

function turned(random: Random, record: ScanRecord): ScanRecord {
  const review = random.chance(0.5)
    ? standing
    : { ...standing, standing: 'extra' as const, first: random.uuid() };
  return { ...record, review };
}

/** A row as the server reads it from a batch. */
function sorted({ row }: TrueRow) {
  const nonce = new Uint8Array(16);
  const sent = { bytes: encodeRow(row), details: null };
  const batch = { device: row.device, nonce, positions: [], firstSeq: row.seq, rows: [sent] };
  const [fresh] = sortBatch(readBatch(batch), []).fresh;
  if (fresh === undefined) throw new Error('a new row is not new');
  return fresh;
}

/** What a revoked phone writes later counts only where it has seen the code itself. */
async function playRevoked(random: Random): Promise<string | null> {
  const codeHash = random.bytes(32);
  const trustedSeq = random.int(0, 3);
  const drawn = drawLog(random).rows.filter(({ row }) => row.ticketHash !== null);
  const rows = drawn.map((one) => {
    const { device, seq } = one.row;
    const [none, other] = [null, scanProof({ codeHash, device, seq: seq + 1 })];
    const proof = random.pick([none, other, random.bytes(32), scanProof({ codeHash, device, seq })]);
    return sorted({ ...one, row: { ...one.row, proof } });
  });
  const devices = new Map(
    rows.map(({ device: deviceId }) => [
      deviceId,
      { organisationId, deviceId, status: 'revoked' as const, trustedSeq },
    ]),
  );
  const readDoorTickets = async (_: unknown, __: string, hashes: readonly Buffer[]) =>
    hashes.map((hash) => ({ hash, codeHash }));
  const deps = { ticketing: { readDoorTickets }, store: () => ({}) } as unknown as Parameters<
    typeof judgeRows
  >[1];
  const trx = {} as Parameters<typeof judgeRows>[0];
  const eventIds = new Map(rows.flatMap(({ row }) => (row ? [[row.event, eventId] as const] : [])));
  for (const { row, device, seq, quarantine } of await judgeRows(trx, deps, {
    devices,
    rows,
    eventIds,
    mayRepeatIds: false,
  })) {
    const isProven = row?.proof != null && equalBytes(row.proof, scanProof({ codeHash, device, seq }));
    const isTrusted = seq <= trustedSeq || isProven;
    if (isTrusted !== (quarantine === null))
      return `row ${seq} of a phone that was revoked at ${trustedSeq} ${isTrusted ? 'waits' : 'counts'}`;
  }
  return null;
}
