import {
  type Decision,
  decide,
  type Move,
  type Policy,
  type Rule,
  type Scan,
  type Ticket,
} from '@gatehouse/shared/checkin';
import { sql } from 'kysely';
import { found } from '../../../platform/errors/found.js';
import type { ClosedTransaction } from '../../../platform/tenancy/tenancy.js';
import { paymentFlags, type ShownFamily, type ShownTicket } from '../../ticketing/index.js';
import { isAtDoorOf, readAskedLists } from '../log/index.js';
import { asDoorRule, readDateNumbers } from '../manifest/index.js';
import { type RuleDeps, readDoorPolicy } from './door-policy.js';

/** A scan that never happens. */
export interface Trial {
  readonly ticketId: string;
  readonly at: string;
  readonly gateId: string | null;
  readonly direction: Scan['direction'];
  readonly how?: 'camera' | 'typed' | 'medium' | 'search';
  /** In place of the list's own, before it is saved. */
  readonly rule?: Rule | null;
}

/**
 * What the door would say to this ticket at this time. Nothing is stored.
 * @throws AppError platform.not_found, events.wrong_rule, events.unknown_gate, events.unknown_ticket_type,
 *   events.unknown_date
 */
export async function tryTicket(
  trx: ClosedTransaction,
  deps: RuleDeps,
  asked: { readonly eventId: string; readonly accessListId: string; readonly trial: Trial },
): Promise<Decision> {
  const { eventId, accessListId, trial } = asked;
  const family = await deps.ticketing.readShownFamily(trx, eventId, trial.ticketId);
  const policy = await policyFor(trx, deps, asked);
  // Behind what the address names: whoever may not know of that learns nothing of its gates.
  if (trial.gateId !== null) await deps.events.requireGate(trx, eventId, trial.gateId);
  const pasts = await readPasts(trx, eventId, membersOf(family));
  const scan: Scan = {
    direction: trial.direction,
    how: trial.how ?? 'camera',
    list: accessListId,
    gate: trial.gateId,
    persons: 1,
    chosen: null,
    confirmed: [],
    overridden: [],
  };
  return decideShown({ family, pasts, scan, policy, now: Date.parse(trial.at) });
}

async function policyFor(
  trx: ClosedTransaction,
  deps: RuleDeps,
  { eventId, accessListId, trial }: { eventId: string; accessListId: string; trial: Trial },
): Promise<Policy> {
  const policy = await readDoorPolicy(trx, deps, { eventId, at: Date.parse(trial.at) });
  found(policy.lists.find(({ id }) => id === accessListId));
  if (trial.rule === undefined) return policy;
  const checked = await deps.events.requireRule(trx, eventId, trial.rule);
  const rule = checked && (await readDoorRule(trx, deps, { eventId, rule: checked }));
  return {
    ...policy,
    lists: policy.lists.map((list) => (list.id === accessListId ? { ...list, rule } : list)),
  };
}

async function readDoorRule(
  trx: ClosedTransaction,
  { events, ticketing }: RuleDeps,
  { eventId, rule }: { readonly eventId: string; readonly rule: Rule },
): Promise<Rule> {
  const classes = await ticketing.readDoorClasses(trx, eventId);
  const dates = await readDateNumbers(trx, { events }, { eventId, lists: [{ rule }] });
  return asDoorRule(rule, { classes, dates });
}

export interface ShownAtDoor {
  readonly family: ShownFamily;
  readonly pasts: Pasts;
  readonly scan: Scan;
  readonly policy: Policy;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** What has happened with tickets at the door, by their hashes in hexadecimal. */
export type Pasts = ReadonlyMap<string, Pick<Ticket, 'history' | 'askedOn'>>;

/** The ticket with its present code, fresh and genuine; or found by other text, where the scan says so. */
export function decideShown({ family, pasts, scan, policy, now }: ShownAtDoor): Decision {
  const { ticket, parent, addOns } = family;
  const known: Ticket = {
    ...knownOf(ticket, pasts),
    parent: parent && knownOf(parent, pasts),
    addOns: addOns.map((addOn) => knownOf(addOn, pasts)),
  };
  const { kid, generation } = ticket;
  const event = policy.events[0]?.id ?? 0;
  const shown = {
    event,
    kid,
    generation,
    class: ticket.codeClass,
    signature: 'good',
    tail: 'fresh',
  } as const;
  const code =
    scan.how === 'camera'
      ? ({ kind: 'ticket', ...shown, ticket: known } as const)
      : ({ kind: 'reference', complete: true, tickets: [known] } as const);
  return decide({ scan, code, answered: null }, policy, { estimate: now, unsure: false });
}

function knownOf(ticket: ShownTicket, pasts: Pasts): Ticket {
  const { class: classIndex, generation, state, entries, attention, answersMissing, texts } = ticket;
  const flags = { ...paymentFlags(ticket.payment), attention, answersMissing };
  const id = ticket.hash.toString('hex');
  return {
    id,
    row: { class: classIndex, generation, state, entries, ...flags },
    newestGeneration: generation,
    history: [],
    ticketTexts: texts,
    orderTexts: [],
    answers: {},
    askedOn: [],
    addOns: [],
    parent: null,
    ...pasts.get(id),
  };
}

function membersOf({ ticket, parent, addOns }: ShownFamily): ShownTicket[] {
  return [ticket, ...(parent === null ? [] : [parent]), ...addOns];
}

/** The admissions and exits of these tickets that stand, and where each was asked. */
export async function readPasts(
  trx: ClosedTransaction,
  eventId: string,
  members: readonly ShownTicket[],
): Promise<Pasts> {
  const hashes = members.map(({ hash }) => hash);
  const ids = hashes.map((hash) => hash.toString('hex'));
  const moves = await readMoves(trx, eventId, hashes);
  const asked = await readAskedLists(trx, eventId, ids);
  return new Map(ids.map((id) => [id, { history: moves.get(id) ?? [], askedOn: asked.get(id) ?? [] }]));
}

async function readMoves(
  trx: ClosedTransaction,
  eventId: string,
  hashes: readonly Buffer[],
): Promise<ReadonlyMap<string, readonly Move[]>> {
  const { rows } = await sql<Move & { ticket: string; effect: 'entry' | 'exit' }>`
    select encode(ticket_hash, 'hex') as ticket, id, effect, coalesce(list_id::text, '') as list, gate_id as gate,
      device_id as device, estimate as at, persons
    from checkin.scan where ${isAtDoorOf(eventId)} and ticket_hash = any(${[...hashes]}::bytea[])
      and reviewed and kind = 'scan' and effect in ('entry', 'exit') and standing = 'stands'`.execute(trx);
  const moves = new Map<string, Move[]>();
  for (const { ticket, effect, ...row } of rows) {
    const move = { ...row, kind: effect };
    moves.set(ticket, [...(moves.get(ticket) ?? []), move]);
  }
  return moves;
}
