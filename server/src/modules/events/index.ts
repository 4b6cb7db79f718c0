import type { Page, PageRequest } from '../../platform/http/page.js';
import type { ClosedTransaction } from '../../platform/tenancy/tenancy.js';
import type { EventStatus } from './rules.js';
import type { Event } from './schemas.js';

export { doorChanged, eventPublished } from './events.js';
export type { EventStatus } from './rules.js';
export type { Event } from './schemas.js';

/** Whether something that events does not know needs the zone. */
export type ZoneUse = (trx: ClosedTransaction, eventId: string, zoneId: string) => Promise<boolean>;

/** Whether something that events does not know needs the gate. */
export type GateUse = (trx: ClosedTransaction, eventId: string, gateId: string) => Promise<boolean>;

/** What other modules may ask of events. */
export interface Events {
  /** @throws AppError platform.not_found */
  read(trx: ClosedTransaction, eventId: string): Promise<Event>;
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
  requireUnlisted(trx: ClosedTransaction, eventId: string, classNumber: number): Promise<void>;
  /** Asks before a zone is deleted: a later module may need it. The event is locked for edit then. */
  onZoneRemoval(isInUse: ZoneUse): void;
  /** The same before a gate is deleted. */
  onGateRemoval(isInUse: GateUse): void;
  /** @throws AppError events.unknown_gate beside `gateId` */
  requireGate(trx: ClosedTransaction, eventId: string, gateId: string): Promise<void>;
  /** @throws AppError events.unknown_zone */
  requireZones(trx: ClosedTransaction, eventId: string, zoneIds: readonly string[]): Promise<void>;
}
