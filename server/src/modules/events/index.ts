import type { Rule } from '@gatehouse/shared/checkin';
import type { Page, PageRequest } from '../../platform/http/page.js';
import type { ClosedTransaction } from '../../platform/tenancy/tenancy.js';
import type { ListedType } from './classes.js';
import type { CopyTypes } from './commands/copy-event.js';
import type { MadePass } from './commands/edit-series.js';
import type { EarlierList } from './earlier-lists.js';
import type { NearEvent } from './event-queries.js';
import type { DoorSettings } from './place-queries.js';
import type { Question } from './question-schemas.js';
import type { EventStatus } from './rules.js';
import type { AccessList, Event, NewDate } from './schemas.js';
import type { Series } from './series-queries.js';

export type { CopyTypes, TypeCopy } from './commands/copy-event.js';
export type { MadePass } from './commands/edit-series.js';
export type { NearEvent } from './event-queries.js';
export { doorChanged, eventPublished } from './events.js';
export type { DoorSettings } from './place-queries.js';
export type { Question } from './question-schemas.js';
export { classNumbers, type EventKind, type EventStatus } from './rules.js';
export type { AccessList, Event, NewDate } from './schemas.js';
export { eventSchema, newDate, writtenRule } from './schemas.js';
export type { Series, SeriesMember } from './series-queries.js';

/** Whether something that events does not know needs the zone. */
export type ZoneUse = (trx: ClosedTransaction, eventId: string, zoneId: string) => Promise<boolean>;

/** Whether something that events does not know needs the gate. */
export type GateUse = (trx: ClosedTransaction, eventId: string, gateId: string) => Promise<boolean>;

/** Which of these ids are ticket types of the event, which events does not know itself. */
export type TypesOf = (
  trx: ClosedTransaction,
  eventId: string,
  ids: readonly string[],
) => Promise<readonly string[]>;

/** What other modules may ask of events. */
export interface Events {
  /** @throws AppError platform.not_found */
  read(trx: ClosedTransaction, eventId: string): Promise<Event>;
  /** Public number → id, of the organisation's own events. */
  findIds(trx: ClosedTransaction, publicNumbers: readonly number[]): Promise<ReadonlyMap<number, string>>;
  /** All zones, gates, access lists and questions of the event. */
  readDoorSettings(trx: ClosedTransaction, eventId: string): Promise<DoorSettings>;
  /** Its access lists as they were before each change that says who is one too many, the oldest first. */
  readEarlierLists(trx: ClosedTransaction, eventId: string): Promise<EarlierList[]>;
  /** Events that are not archived and on at some time in between; without an end they end as they begin. */
  listBetween(
    trx: ClosedTransaction,
    range: { readonly from: Date; readonly until: Date },
  ): Promise<NearEvent[]>;
  /** Published events by their start. */
  listPublished(trx: ClosedTransaction, page: PageRequest): Promise<Page<Event>>;
  findPublished(trx: ClosedTransaction, slug: string): Promise<Event | undefined>;
  /** Locks the event for an edit of what belongs to it. @throws AppError platform.not_found, events.archived */
  lockForEdit(trx: ClosedTransaction, eventId: string): Promise<EventStatus>;
  /** The same for an edit that phones at the door must hear of: `doorChanged` is published with it. */
  lockDoor(
    trx: ClosedTransaction,
    key: { readonly organisationId: string; readonly eventId: string },
  ): Promise<EventStatus>;
  /** The event must be locked for edit. @throws AppError events.too_many_classes */
  allocateClass(trx: ClosedTransaction, eventId: string): Promise<number>;
  /** @throws AppError events.class_in_use */
  requireUnlisted(trx: ClosedTransaction, eventId: string, type: ListedType): Promise<void>;
  /** Asks before a zone is deleted: a later module may need it. The event is locked for edit then. */
  onZoneRemoval(isInUse: ZoneUse): void;
  /** The same before a gate is deleted. */
  onGateRemoval(isInUse: GateUse): void;
  /** Who tells which ticket types there are when a rule names some. */
  knowTicketTypes(typesOf: TypesOf): void;
  /** @throws AppError events.wrong_rule, events.unknown_gate, events.unknown_ticket_type, events.unknown_date beside the part of `rule` */
  requireRule(trx: ClosedTransaction, eventId: string, rule: unknown): Promise<Rule | null>;
  /** @throws AppError platform.not_found */
  readAccessList(trx: ClosedTransaction, eventId: string, accessListId: string): Promise<AccessList>;
  /** All lists of these events. */
  readListsOf(trx: ClosedTransaction, eventIds: readonly string[]): Promise<AccessList[]>;
  /** In their order, also those that nobody asks any more. */
  readAllQuestions(trx: ClosedTransaction, eventId: string): Promise<Question[]>;
  /** @throws AppError events.unknown_gate beside `gateId` */
  requireGate(trx: ClosedTransaction, eventId: string, gateId: string): Promise<void>;
  /** @throws AppError events.unknown_zone */
  requireZones(trx: ClosedTransaction, eventId: string, zoneIds: readonly string[]): Promise<void>;
  /** The dates and passes of the event's series. @throws AppError platform.not_found */
  readSeries(trx: ClosedTransaction, eventId: string): Promise<Series>;
  /** Whose tickets are good at its doors: its own id, then those of passes. */
  readAccepted(trx: ClosedTransaction, eventId: string): Promise<readonly string[]>;
  /** The dates of a pass; none of any other event. @param which `ever`: also those that it was good for once */
  readPassDates(trx: ClosedTransaction, passId: string, which: 'now' | 'ever'): Promise<string[]>;
  /** Which of these access lists belong to which of these passes. @returns list → pass */
  readListOwners(
    trx: ClosedTransaction,
    passIds: readonly string[],
    listIds: readonly string[],
  ): Promise<ReadonlyMap<string, string>>;
  /** Event → the numbers of classes that its access lists name; an event without any is left out. */
  readListedClasses(
    trx: ClosedTransaction,
    eventIds: readonly string[],
  ): Promise<ReadonlyMap<string, ReadonlySet<number>>>;
  /** @throws AppError events.wrong_times, events.not_a_date, events.archived, platform.not_found */
  copyEvent(
    trx: ClosedTransaction,
    key: { readonly organisationId: string; readonly eventId: string },
    copy: { readonly input: NewDate; readonly copyTypes: CopyTypes },
  ): Promise<Event>;
  /** @throws AppError events.date_not_in_series, events.too_many_passes, events.not_a_date */
  createPass(
    trx: ClosedTransaction,
    key: { readonly organisationId: string; readonly eventId: string },
    input: { readonly name: string; readonly dateIds: readonly string[] },
  ): Promise<MadePass>;
  /** @returns dates that are new to it @throws AppError events.not_a_pass, events.date_not_in_series */
  setPassDates(
    trx: ClosedTransaction,
    key: { readonly organisationId: string; readonly eventId: string },
    dateIds: readonly string[],
  ): Promise<string[]>;
}
