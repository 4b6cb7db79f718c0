import type { Instant } from '../zone-time.js';
import type { Placed } from './place.js';
import type { ScanRow, StaleBecause, TicketChange } from './rows.js';

export interface Staleness {
  readonly what: StaleBecause | null;
  readonly sure: boolean;
}

/**
 * Whether the ticket was dead when it was scanned: then it displaces nobody. The estimate decides; it is sure when
 * the answer is the same at every time within the bounds.
 * @param dated the changes of this ticket, in order
 */
export function stalenessOf(placed: Placed<ScanRow>, dated: readonly TicketChange[]): Staleness {
  const what = deathAt(placed.estimate, placed.row, dated);
  const times = [placed.earliest, placed.latest, ...dated.map(({ at }) => at)];
  const possible = times.filter((at) => at >= placed.earliest && at <= placed.latest);
  const sure = possible.every((at) => (deathAt(at, placed.row, dated) === null) === (what === null));
  return { what, sure };
}

function deathAt(at: Instant, { generation }: ScanRow, dated: readonly TicketChange[]): StaleBecause | null {
  const current = dated.findLast((change) => change.at <= at);
  if (!current) return null;
  if (generation !== null && generation < current.generation) return 'superseded';
  return current.state === 'good' ? null : current.state;
}

/** Changes in order, whichever way they arrived. */
export function byDate(a: TicketChange, b: TicketChange): number {
  return a.at - b.at || a.generation - b.generation || (a.state < b.state ? -1 : Number(a.state > b.state));
}
