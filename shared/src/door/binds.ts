import { toHex } from '../bytes/index.js';
import type { LogRow } from '../log/index.js';

/**
 * What whoever bound a medium knew of it. `bound`: it stood for nobody. `also`: it stands for the ticket beside those
 * that it stood for. `moved`: it was taken from those on purpose.
 * `lost`: with `noMedium`, the one that the ticket was given at a door is gone and gets no successor. With the medium's
 * own hash in the place of a ticket's, the medium itself is gone, whoever the list names for it. Programs that do not know
 * the word take the one from its ticket, and give the other to a ticket that there is not.
 */
export type BindMode = 'bound' | 'also' | 'moved' | 'lost';

export type BindRow = Extract<LogRow, { kind: 'bind' }>;

const MEDIUM_BYTES = 8;

/** What a row names that takes a ticket's medium away and gives it no other. */
export const noMedium: Uint8Array = new Uint8Array(MEDIUM_BYTES);
const nowhere = toHex(noMedium);

/** A medium that two phones took for free and gave to two people. */
export interface BindConflict {
  /** The medium's hash in hexadecimal. */
  readonly medium: string;
  readonly first: BindRow;
  /** The one that counts. */
  readonly later: BindRow;
}

export interface SettledBinds {
  /** Medium → the tickets that it stands for now; none: it is dead. Media that nobody bound at a door are not in it. */
  readonly media: ReadonlyMap<string, readonly string[]>;
  readonly conflicts: readonly BindConflict[];
}

/**
 * What media stand for after all that was bound at doors: the later estimate holds, and a ticket has one such medium,
 * so the one before it is dead. A function of the set of rows alone, whatever came first.
 * @param listed the tickets that the list names for a medium; hashes in hexadecimal
 */
export function settleBinds(
  rows: readonly BindRow[],
  listed: (medium: string) => readonly string[],
): SettledBinds {
  const media = new Map<string, Map<string, BindRow | null>>();
  const bandOf = new Map<string, string>();
  const conflicts: BindConflict[] = [];
  for (const row of [...rows].sort(compareRows)) {
    if (row.ticketHash === null) continue;
    const [medium, ticket] = [toHex(row.medium), toHex(row.ticketHash)];
    const before = bandOf.get(ticket);
    if (medium === nowhere) {
      // Whoever found it must not come in as one of the family either.
      if (before !== undefined && media.get(before)?.has(ticket)) media.set(before, new Map());
      continue;
    }
    if (ticket === medium) {
      media.set(medium, new Map());
      continue;
    }
    const held = media.get(medium) ?? heldOf(row.reason === 'also' ? listed(medium) : []);
    const others = [...held].filter(([other]) => other !== ticket);
    if (row.reason === 'bound')
      for (const [, first] of others) if (first !== null) conflicts.push({ medium, first, later: row });
    const kept = row.reason === 'also' ? others : [];
    media.set(medium, new Map([...kept, [ticket, row]]));
    if (before !== undefined && before !== medium) media.get(before)?.delete(ticket);
    bandOf.set(ticket, medium);
  }
  return { media: new Map([...media].map(([medium, held]) => [medium, [...held.keys()]])), conflicts };
}

function heldOf(tickets: readonly string[]): Map<string, BindRow | null> {
  return new Map(tickets.map((ticket) => [ticket, null]));
}

function compareRows(a: BindRow, b: BindRow): number {
  if (a.time.estimate !== b.time.estimate) return a.time.estimate - b.time.estimate;
  return a.device < b.device ? -1 : a.device > b.device ? 1 : a.seq - b.seq;
}
