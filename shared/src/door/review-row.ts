import { toHex } from '../bytes/index.js';
import type { LogRow as ReviewRow } from '../checkin/index.js';
import type { LogRow } from '../log/index.js';

/**
 * A row of a phone's log as the walk takes it, on phones and on the server alike.
 * @param quarantined set apart by the server
 * @returns null for the kinds that move nobody: bind, clock, lost
 */
export function toReviewRow(row: LogRow, quarantined: boolean): ReviewRow | null {
  const { id, device, seq, event, list, gate, persons, ticketHash } = row;
  const { estimate, earliest, latest } = row.time;
  const base = { id, device, seq, estimate, earliest, latest, quarantined };
  if (row.kind === 'scan')
    // Written out, because this is done for every row of the log.
    return {
      kind: 'scan',
      id,
      device,
      seq,
      estimate,
      earliest,
      latest,
      quarantined,
      event,
      effect: row.effect,
      list,
      gate,
      persons,
      ticket: ticketHash === null ? null : toHex(ticketHash),
      generation: hasGeneration(row) ? row.generation : null,
    };
  if (row.kind === 'undo')
    return row.names === null ? null : { ...base, kind: 'undo', undoes: row.names.scan };
  if (row.kind !== 'count' || (row.direction !== 'in' && row.direction !== 'out')) return null;
  return { ...base, kind: 'count', direction: row.direction, list, gate, persons };
}

/** What was found by a medium or a name has no generation of its own that could be dead. */
function hasGeneration({ ticketHash, how }: LogRow): boolean {
  return ticketHash !== null && how !== 'medium' && how !== 'search';
}
