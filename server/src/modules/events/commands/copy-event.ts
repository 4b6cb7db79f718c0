import { renamed } from '@gatehouse/shared/checkin';
import { publish } from '../../../platform/outbox/outbox.js';
import type { ClosedTransaction } from '../../../platform/tenancy/tenancy.js';
import { later } from '../../../platform/time/later.js';
import { toDate } from '../../../platform/time/to-date.js';
import { readEvent } from '../event-queries.js';
import { doorChanged } from '../events.js';
import { readDoorSettings } from '../place-queries.js';
import type { Question } from '../question-schemas.js';
import { classNumbers } from '../rules.js';
import type { AccessList, Event, Gate, NewDate, Zone } from '../schemas.js';
import type { EventsTables } from '../tables.js';
import { createEvent } from './create-event.js';
import { joinSeries, lockSeries } from './edit-series.js';
import type { EventKey } from './edit-zone.js';

/** Which thing of the new date stands for which of the old one. */
type Copies = ReadonlyMap<string, string>;

/** What who copies ticket types must know. */
export interface TypeCopy {
  readonly organisationId: string;
  readonly from: string;
  readonly to: string;
  readonly zones: Copies;
  /** How much later the new date begins. */
  readonly laterMs: number;
}

/** Copies the ticket types of an event, their numbers included. @returns old id → new id */
export type CopyTypes = (trx: ClosedTransaction, copy: TypeCopy) => Promise<Copies>;

interface Copying extends TypeCopy {
  readonly types: Copies;
}

/**
 * Copies an event with all that makes its door to a new date of its series; what people hold, scanned and answered
 * stays. Windows of lists and types move with the start; times that a rule names are the organiser's and stay.
 * @throws AppError events.wrong_times, events.not_a_date, events.archived, platform.not_found
 */
export async function copyEvent(
  trx: ClosedTransaction,
  key: EventKey,
  { input, copyTypes }: { readonly input: NewDate; readonly copyTypes: CopyTypes },
): Promise<Event> {
  const { organisationId, eventId } = key;
  const seriesId = await lockSeries(trx, key);
  const source = await readEvent(trx, eventId);
  const laterMs = Date.parse(input.startsAt) - Date.parse(source.startsAt);
  const { description, place, timeZone } = source;
  const admissionAt = later(toDate(source.admissionAt), laterMs)?.toISOString() ?? null;
  const { id: to } = await createEvent(trx, organisationId, {
    name: input.name ?? source.name,
    description,
    place,
    timeZone,
    startsAt: input.startsAt,
    endsAt: input.endsAt,
    admissionAt: input.admissionAt === undefined ? admissionAt : input.admissionAt,
  });
  await joinSeries(trx, { eventId: to, seriesId });
  const settings = await readDoorSettings(trx, eventId);
  const zones = await copyZones(trx, { organisationId, eventId: to }, settings.zones);
  const copy = { organisationId, from: eventId, to, zones, laterMs };
  const gates = await copyGates(trx, copy, settings.gates);
  const copying = { ...copy, types: await copyTypes(trx, copy) };
  await copyCounters(trx, copying);
  const lists = await copyLists(trx, { ...copying, gates }, settings.lists);
  await copyQuestions(trx, { ...copying, lists }, settings.questions);
  // The others of the series tell from now on that there is another date.
  await publish(trx, doorChanged, { organisationId, payload: { eventId } });
  return readEvent(trx, to);
}

/** Of something that belongs to the event for certain. */
function copyOf(copies: Copies, id: string): string {
  const copy = copies.get(id);
  if (copy === undefined) throw new Error('A part of this event was not copied.');
  return copy;
}

/** Those of the ids that were copied. */
function copiesOf(copies: Copies, ids: readonly string[]): string[] {
  return ids.flatMap((id) => copies.get(id) ?? []);
}

async function copyZones(trx: ClosedTransaction, key: EventKey, zones: readonly Zone[]): Promise<Copies> {
  const copies = new Map<string, string>();
  for (const { id, name, capacity } of zones) {
    const made = await trx
      .$extendTables<EventsTables>()
      .insertInto('events.zone')
      .values({ ...key, name, capacity })
      .returning('id')
      .executeTakeFirstOrThrow();
    copies.set(id, made.id);
  }
  return copies;
}

async function copyGates(
  trx: ClosedTransaction,
  { organisationId, to, zones }: TypeCopy,
  gates: readonly Gate[],
): Promise<Copies> {
  const copies = new Map<string, string>();
  for (const { id, name, fromZoneId, toZoneId } of gates) {
    const zone = (from: string | null) => (from === null ? null : copyOf(zones, from));
    const made = await trx
      .$extendTables<EventsTables>()
      .insertInto('events.gate')
      .values({ organisationId, eventId: to, name, fromZoneId: zone(fromZoneId), toZoneId: zone(toZoneId) })
      .returning('id')
      .executeTakeFirstOrThrow();
    copies.set(id, made.id);
  }
  return copies;
}

/** Class numbers are the same, so lists keep theirs; the next new type goes on behind them. */
async function copyCounters(trx: ClosedTransaction, { from, to }: Copying): Promise<void> {
  const { namesOnPhones, nextClass } = await trx
    .$extendTables<EventsTables>()
    .selectFrom('events.event')
    .select(['namesOnPhones', 'nextClass'])
    .where('id', '=', from)
    .executeTakeFirstOrThrow();
  await trx
    .$extendTables<EventsTables>()
    .updateTable('events.event')
    .set({ namesOnPhones, nextClass })
    .where('id', '=', to)
    .execute();
}

async function copyLists(
  trx: ClosedTransaction,
  copying: Copying & { readonly gates: Copies },
  lists: readonly AccessList[],
): Promise<Copies> {
  const { organisationId, to, types, gates, laterMs } = copying;
  const copies = new Map<string, string>();
  for (const { id, gateIds, classes, activeFrom, activeUntil, rule, ...options } of lists) {
    const made = await trx
      .$extendTables<EventsTables>()
      .insertInto('events.accessList')
      .values({
        ...options,
        organisationId,
        eventId: to,
        // Passes are good at the dates that they name, and at no other.
        classes: classes.filter((number) => number < classNumbers.firstOfPasses),
        activeFrom: later(toDate(activeFrom), laterMs),
        activeUntil: later(toDate(activeUntil), laterMs),
        // What a rule names without a copy is nothing here, as it was nothing there.
        rule: rule === null ? null : JSON.stringify(renamed(rule, { ticket_type: types, gate: gates })),
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    copies.set(id, made.id);
    const named = { organisationId, accessListId: made.id, eventId: to };
    if (gateIds.length === 0) continue;
    await trx
      .$extendTables<EventsTables>()
      .insertInto('events.accessListGate')
      .values(gateIds.map((gateId) => ({ ...named, gateId: copyOf(gates, gateId) })))
      .execute();
  }
  return copies;
}

async function copyQuestions(
  trx: ClosedTransaction,
  { organisationId, to, types, lists }: Copying & { readonly lists: Copies },
  questions: readonly Question[],
): Promise<void> {
  for (const { id: _, ticketTypeIds, accessListIds, options, ...question } of questions) {
    const of = {
      ticketTypeIds: copiesOf(types, ticketTypeIds),
      accessListIds: copiesOf(lists, accessListIds),
    };
    await trx
      .$extendTables<EventsTables>()
      .insertInto('events.question')
      .values({ ...question, ...of, organisationId, eventId: to, options: JSON.stringify(options) })
      .execute();
  }
}
