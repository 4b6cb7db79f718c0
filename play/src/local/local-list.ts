import type { TicketState } from '@gatehouse/shared/checkin';
import {
  type buildCore,
  type CoreRecord,
  openTable,
  referenceTo,
  type SegmentKind,
  type SegmentReference,
  type Table,
  type TicketLinks,
} from '@gatehouse/shared/manifest';
import type { ScenarioTicket } from '../scenario/schema.js';

/** One ticket as its organiser has it. */
export interface LocalTicket {
  readonly given: ScenarioTicket;
  readonly number: Uint8Array;
  readonly hash: Uint8Array;
  readonly class: number;
  readonly unpaid: boolean;
  /** Which key signed from which generation on. */
  readonly signedBy: { readonly from: number; readonly key: string }[];
  state: TicketState;
  generation: number;
}

/** @param linked whether it belongs to others */
export function recordOf(
  { given, hash, class: index, generation, state, unpaid }: LocalTicket,
  linked: boolean,
): CoreRecord {
  return {
    hash,
    class: index,
    generation,
    state,
    unpaid,
    goodThoughUnpaid: given.goodThoughUnpaid ?? false,
    attention: given.attention ?? false,
    // As the server has it: nobody has answered ahead of the door.
    answersMissing: given.answersMissing ?? true,
    linked,
    entries: given.entries ?? 0,
  };
}

/** Segments with what a root says of them. @param isWhole false: the rules are here, the tickets are still coming */
export function tableOf(
  kind: SegmentKind,
  built: ReturnType<typeof buildCore>,
  isWhole: boolean,
): { references: SegmentReference[]; table: Table } {
  if (!built.ok) throw new Error(`The tickets of the file make no list: ${built.reason}.`);
  const references = built.value.map((bytes) => referenceTo(kind, bytes));
  const parts = built.value.map((bytes) => (isWhole ? bytes : null));
  const table = openTable(kind, references, parts);
  if (!table.ok) throw new Error(`The tickets of the file make no list: ${table.reason}.`);
  return { references, table: table.value };
}

/** Which tickets of a file belong together. */
export interface Belonging {
  /** The ids of each order's tickets. */
  readonly orders: readonly (readonly string[])[];
  /** In the order in which they were made. */
  readonly tickets: readonly Pick<ScenarioTicket, 'id' | 'addOnTo'>[];
  /** What the numbers of groups begin behind. */
  readonly behind: number;
}

/** As a server numbers groups: an order of one ticket is none. */
export function linksOf(
  { id, addOnTo }: Pick<ScenarioTicket, 'id' | 'addOnTo'>,
  { orders, tickets, behind }: Belonging,
): TicketLinks | null {
  const order = orders.findIndex((ids) => ids.length > 1 && ids.includes(id)) + 1;
  const isParent = tickets.some((ticket) => ticket.addOnTo === id);
  const parent = addOnTo ?? (isParent ? id : null);
  if (order === 0 && parent === null) return null;
  const role = addOnTo !== undefined ? 'add-on' : isParent ? 'parent' : 'member';
  return {
    order: order === 0 ? 0 : behind + order,
    parent: parent === null ? 0 : behind + tickets.findIndex((ticket) => ticket.id === parent) + 1,
    role,
  };
}
