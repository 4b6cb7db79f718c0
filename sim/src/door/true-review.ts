import { toHex } from '@gatehouse/shared/bytes';
import type { DrawnLog, TrueRow } from './drawn-log.js';

export type Fate = 'stands' | 'extra' | 'stale' | 'undone' | 'quarantined';

/** What really happened, by the true times: in other words than those of the product. */
export interface Truth {
  readonly fates: ReadonlyMap<string, Fate>;
  /** Never below none. */
  readonly inside: number;
  readonly leftFromOutside: number;
}

interface Place {
  entries: number;
  isInside: boolean;
  leftFromOutside: number;
}

export function truthOf(log: DrawnLog): Truth {
  const undone = new Set(
    log.rows.flatMap(({ row, quarantined }) =>
      row.kind === 'undo' && !quarantined ? [row.names?.scan] : [],
    ),
  );
  const fates = new Map<string, Fate>();
  const places = new Map<string, Place>();
  let bodies = 0;
  for (const one of log.rows) {
    const { row, quarantined } = one;
    if (row.kind === 'count' && !quarantined) bodies += row.direction === 'in' ? row.persons : -row.persons;
    if (row.kind !== 'scan') continue;
    const fate = quarantined ? 'quarantined' : undone.has(row.id) ? 'undone' : walk(one, log, places);
    fates.set(row.id, fate);
    const isBody = row.effect === 'entry' ? fate === 'extra' || fate === 'stale' : row.effect === 'person';
    if (isBody && (row.effect === 'entry' || fate === 'stands')) bodies += 1;
  }
  const walked = [...places.values()];
  const standing = walked.filter(({ isInside }) => isInside).length;
  const leftFromOutside = walked.reduce((sum, place) => sum + place.leftFromOutside, 0);
  return { fates, inside: Math.max(0, standing + bodies), leftFromOutside };
}

function walk({ row, at }: TrueRow, { entry, changes }: DrawnLog, places: Map<string, Place>): Fate {
  if (row.effect === 'person') return 'stands';
  const ticket = toHex(row.ticketHash ?? new Uint8Array());
  const current = changes.findLast((change) => change.ticket === ticket && change.at <= at);
  if (row.generation < (current?.generation ?? 0)) return 'stale';
  const place = places.get(ticket) ?? { entries: 0, isInside: false, leftFromOutside: 0 };
  places.set(ticket, place);
  if (row.effect === 'exit') {
    if (!place.isInside) place.leftFromOutside += 1;
    place.isInside = false;
    return 'stands';
  }
  const isUsed = entry === 'single' ? place.entries > 0 : entry === 're-entry' && place.isInside;
  if (isUsed) return 'extra';
  place.entries += 1;
  place.isInside = true;
  return 'stands';
}
