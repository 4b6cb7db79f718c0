import type { CoreRecord, Position } from '@gatehouse/shared/manifest';
import type { RawBuilder } from 'kysely';
import type { Page, PageRequest } from '../../platform/http/page.js';
import type { ClosedTransaction } from '../../platform/tenancy/tenancy.js';
import type { BoundMedium } from './bound-media.js';
import type { DoorStateOf } from './commands/set-door-state.js';
import type { DoorClass, DoorTicketKey } from './door-classes.js';
import type { FoundTickets, WantedTickets } from './door-records.js';
import type { DoorRow, ShownFamily } from './door-rows.js';
import type { DoorTicket } from './door-tickets.js';
import type { EventKey } from './feed.js';
import type { HolderPage } from './holders.js';
import type { NewTicketRow } from './issue.js';
import type { Placed, PlacedMedium, PlacedTicket, ReadOn } from './manifest-records.js';
import type { MediaOn, PackedRecords } from './packed-records.js';
import type { LiveCode, RotationSecrets } from './rotation.js';
import type { RotationNeed } from './rotation-need.js';
import type { TicketType } from './schemas.js';
import type { SealKeys } from './seal-details.js';
import type { TicketChange } from './ticket-changes.js';
import type { TicketLinks } from './ticket-link.js';
import type { Ticket } from './ticket-schemas.js';

export type { DoorState, DoorStateOf } from './commands/set-door-state.js';
export type { DoorClass, DoorTicketKey } from './door-classes.js';
export { type FoundTickets, type NamedTicket, shortBitsOf, type WantedTickets } from './door-records.js';
export type { DoorRow, ShownFamily, ShownTicket } from './door-rows.js';
export type { DoorTicket } from './door-tickets.js';
export { importFinished, passDatesChanged, ticketChanged } from './events.js';
export type { HolderPage } from './holders.js';
export type { NewTicketRow } from './issue.js';
export type { Placed, PlacedMedium, PlacedTicket, ReadOn } from './manifest-records.js';
export { paymentFlags } from './manifest-records.js';
export type { MediaOn, PackedRecords } from './packed-records.js';
export { type Modules, quietZoneModules, ticketQr } from './qr.js';
export type { LiveCode, RotationSecrets } from './rotation.js';
export type { RotationNeed } from './rotation-need.js';
export { blankMarks, type DoorMarks, type KeyStatus, type Payment, type TicketState } from './rules.js';
export type { TicketType } from './schemas.js';
export { peopleOf, type SealJob, type SealKeys, sealDetails } from './seal-details.js';
export type { TicketChange } from './ticket-changes.js';
export type { LinkedTicket } from './ticket-link.js';
export type { Ticket } from './ticket-schemas.js';

/** A ticket with what lets its holder in. */
export interface TicketWithCode extends Ticket {
  /** For the QR code: 122 characters. */
  readonly code: string;
  /** For typing: 12 characters. */
  readonly shortCode: string;
}

/** What other modules may ask of ticketing. Each works in the caller's transaction. */
export interface Ticketing extends TicketLinks {
  listTypes(trx: ClosedTransaction, eventId: string, page: PageRequest): Promise<Page<TicketType>>;
  /** @throws AppError platform.not_found */
  readType(trx: ClosedTransaction, eventId: string, ticketTypeId: string): Promise<TicketType>;
  /**
   * Issues real tickets. @returns their ids, in the same order
   * @throws AppError ticketing.unknown_type, external_id_taken, barcode_taken, wrong_window, keys_exhausted
   */
  issue(trx: ClosedTransaction, key: EventKey, tickets: readonly NewTicketRow[]): Promise<string[]>;
  /**
   * Sets what the door knows of tickets, whatever it was: cancels, blocks, holds, approves or restores them, says what
   * is paid, gives them entries of their own. What is left out stays. @returns the ids of the tickets that changed
   */
  setDoorState(trx: ClosedTransaction, key: EventKey, of: DoorStateOf): Promise<string[]>;
  /** Good tickets behind an id, at most `limit`; of these ids alone where some are given. */
  readAfter(
    trx: ClosedTransaction,
    eventId: string,
    query: { after: string | undefined; limit: number; ids?: readonly string[] },
  ): Promise<Ticket[]>;
  /** For mails and ticket pages. @throws AppError platform.not_found, platform.sealed_secret, ticketing.dead_key */
  readWithCode(trx: ClosedTransaction, key: EventKey & { ticketId: string }): Promise<TicketWithCode>;
  /** What a scan of these tickets is judged and shown by; a hash that no ticket has is left out. */
  readDoorTickets(trx: ClosedTransaction, eventId: string, hashes: readonly Buffer[]): Promise<DoorTicket[]>;
  /** What phones would know by now of a few tickets, and what the door may say of them. */
  findDoorTickets(trx: ClosedTransaction, eventId: string, wanted: WantedTickets): Promise<FoundTickets>;
  /** Every change of state or generation of these tickets, in the order in which they happened. */
  readChanges(trx: ClosedTransaction, eventId: string, hashes: readonly Buffer[]): Promise<TicketChange[]>;
  /** The hashes by which phones know these tickets, those of worn-out numbers too. */
  readHashes(trx: ClosedTransaction, eventId: string, ticketIds: readonly string[]): Promise<Buffer[]>;
  /** Which of these tickets are of which of these passes. @returns hash in hexadecimal → pass */
  readOwners(
    trx: ClosedTransaction,
    passIds: readonly string[],
    hashes: readonly Buffer[],
  ): Promise<ReadonlyMap<string, string>>;
  /** Hashes of tickets whose name, e-mail, order reference or external id has all the words. */
  findHashes(
    trx: ClosedTransaction,
    eventId: string,
    query: { text: string; limit: number },
  ): Promise<Buffer[]>;
  /** How many real tickets of each class are good. */
  countGood(trx: ClosedTransaction, eventId: string): Promise<ReadonlyMap<number, number>>;
  /** All tickets of the event as rows that a condition over `door` looks at. */
  doorRows(eventId: string): RawBuilder<DoorRow>;
  /** How one ticket would be judged if its present code was shown now. @throws AppError platform.not_found */
  readShownFamily(trx: ClosedTransaction, eventId: string, ticketId: string): Promise<ShownFamily>;
  /** The classes by which phones know tickets, in the order of their numbers. */
  readDoorClasses(trx: ClosedTransaction, eventId: string): Promise<DoorClass[]>;
  /** The keys that sign the event's codes, in the order of their numbers. */
  readDoorKeys(trx: ClosedTransaction, eventId: string): Promise<DoorTicketKey[]>;
  /** What roots call the secret of the event's rotating codes; undefined before there is one. */
  readRotationId(trx: ClosedTransaction, eventId: string): Promise<Buffer | undefined>;
  /** The same, making the secret when there is none yet. */
  beginRotation(trx: ClosedTransaction, key: EventKey): Promise<Buffer>;
  /** For the door. @throws AppError platform.sealed_secret */
  openRotation(trx: ClosedTransaction, key: EventKey): Promise<RotationSecrets | undefined>;
  /** What a ticket's own page makes its rotating codes with. @throws AppError platform.sealed_secret */
  readLiveCode(trx: ClosedTransaction, key: EventKey, code: string): Promise<LiveCode>;
  /** Whether what is printed of a ticket lets its holder in, as the lists are now. */
  readRotationNeed(
    trx: ClosedTransaction,
    key: { readonly eventId: string; readonly ticketId: string },
  ): Promise<RotationNeed>;
  /** What phones know of the tickets that changed last behind a position, in the order of their positions. */
  readCoreRecords(trx: ClosedTransaction, eventId: string, from: ReadOn): Promise<PlacedTicket[]>;
  /** The same of numbers that were worn out. */
  readDeadRecords(trx: ClosedTransaction, eventId: string, from: ReadOn): Promise<Placed<CoreRecord>[]>;
  /** The same of barcodes; several may share a position, so reading goes on behind an id too. */
  readMediumRecords(
    trx: ClosedTransaction,
    eventId: string,
    from: ReadOn & { readonly afterId: string | null },
  ): Promise<PlacedMedium[]>;
  /** `readCoreRecords` as the rows of a segment, for who reads a whole list. */
  readPackedCore(trx: ClosedTransaction, eventId: string, from: ReadOn): Promise<PackedRecords<Position>>;
  /** The same of media that stand for a ticket. */
  readPackedMedia(
    trx: ClosedTransaction,
    eventId: string,
    from: MediaOn & { readonly limit: number },
  ): Promise<PackedRecords<MediaOn>>;
  /** Who holds the tickets that changed last behind a position, for `sealDetails` and `peopleOf`. */
  readHolders(trx: ClosedTransaction, eventId: string, from: ReadOn): Promise<HolderPage>;
  /** What `sealDetails` signs codes again with. @throws AppError platform.not_found, platform.sealed_secret */
  openSealKeys(trx: ClosedTransaction, key: EventKey): Promise<SealKeys>;
  /** How many tickets changed last behind a position. */
  countChanged(trx: ClosedTransaction, eventId: string, after: Position): Promise<number>;
  /** Begins the feed of the event's tickets, which locks them. @returns the salt of their hashes */
  beginFeed(trx: ClosedTransaction, key: EventKey): Promise<Buffer>;
  /** How far the feed of the event's tickets has come, and its salt; undefined before the first ticket. */
  readFeed(
    trx: ClosedTransaction,
    eventId: string,
  ): Promise<{ readonly position: Position; readonly salt: Buffer } | undefined>;
  /** The hashes of the tickets that media stand for, by the media's hashes in hexadecimal. */
  readBoundTickets(
    trx: ClosedTransaction,
    eventId: string,
    media: readonly Buffer[],
  ): Promise<ReadonlyMap<string, readonly Buffer[]>>;
  /**
   * Lets media stand for these tickets and no others, as doors have bound them, and locks the event's tickets.
   * @returns whether anything has changed
   */
  settleMedia(trx: ClosedTransaction, key: EventKey, media: readonly BoundMedium[]): Promise<boolean>;
}
