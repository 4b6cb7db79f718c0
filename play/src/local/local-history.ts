import { fromHex, toHex } from '@gatehouse/shared/bytes';
import { buildSegments } from '@gatehouse/shared/manifest';
import {
  encodeHistoryPart,
  HISTORY_SEGMENT,
  type HistoryPlace,
  historyCells,
} from '@gatehouse/shared/protocol';
import type { HeldRow } from './local-log.js';

/**
 * The counting scans up to a position, as a server cuts them for a phone that comes late.
 * @param told to phones: at the event's doors, and of its passes wherever they were scanned
 */
export function cutHistory(
  told: readonly HeldRow[],
  { event, position }: { readonly event: number; readonly position: { start: number; count: number } },
): Uint8Array[] {
  const moves = told.filter(
    ({ row }) => row.kind === 'scan' && row.effect !== 'none' && row.effect !== 'check',
  );
  const tickets = new Map<string, HeldRow[]>();
  for (const move of moves) {
    const name = move.row.ticketHash === null ? '' : toHex(move.row.ticketHash);
    tickets.set(name, [...(tickets.get(name) ?? []), move]);
  }
  const isPlain = (name: string, all: readonly HeldRow[]) =>
    name !== '' &&
    all.every((held) => held.row.event === event && isRecord(held)) &&
    new Set(all.map(({ row }) => row.time.estimate)).size === all.length;
  const plain = [...tickets].flatMap(([name, all]) => (isPlain(name, all) ? all : []));
  const places: HistoryPlace[] = [];
  const records = plain.map(({ row }) => ({
    key: row.ticketHash ?? fromHex('0000000000000000') ?? new Uint8Array(8),
    cells: historyCells(row.id, { time: row.time.estimate, place: placeOf(row, places) }),
  }));
  const segments = buildSegments(HISTORY_SEGMENT, records);
  if (!segments.ok) throw new Error(`The scans make no history: ${segments.reason}.`);
  const rest = told.filter(
    (held) =>
      held.row.kind === 'undo' || held.row.kind === 'bind' || (moves.includes(held) && !plain.includes(held)),
  );
  return [...segments.value, encodeHistoryPart({ event, position, places, rows: rest })];
}

/** Whether 24 bytes say all that is known of it. */
function isRecord({ row, review }: HeldRow): boolean {
  return review.standing === 'stands' && row.effect !== 'person' && row.list !== null;
}

/** @returns its number; a place that is new is added */
function placeOf({ device, list, gate, effect, persons }: HeldRow['row'], places: HistoryPlace[]): number {
  const place = {
    device,
    list: list ?? '',
    gate,
    effect: effect === 'exit' ? 'exit' : 'entry',
    persons,
    flags: 0,
  } as const;
  const found = places.findIndex((known) => JSON.stringify(known) === JSON.stringify(place));
  return found >= 0 ? found : places.push(place) - 1;
}
