import type { Decision, Policy, UndoAnswer } from '@gatehouse/shared/checkin';
import type { TimeEstimate } from '@gatehouse/shared/clock';
import type { BindMode, ProfileName, RawAnswers } from '@gatehouse/shared/door';
import type { Manifest, Position } from '@gatehouse/shared/manifest';
import type { Person } from '@gatehouse/shared/people';
import type { BatchRow, Receipt, ScansPage, SeqRange } from '@gatehouse/shared/protocol';
import type { Verify } from '@gatehouse/shared/signing';
import type { Figures } from '../figures/figures.js';
import type { FoundPeople } from '../people/find-people.js';
import type { PeopleByScan, PeopleSource } from '../people/shown-people.js';
import type { PhoneConflict, Shift } from '../phone.js';
import type { Ports } from '../ports.js';
import type { Readable } from '../readable.js';
import type { KeptScans } from './scans-feed.js';

/** Who this phone is, and what the person at it may do; the profile can change while the phone runs. */
export interface DeviceIdentity {
  readonly deviceId: string;
  profile(): ProfileName;
}

/** The lists in memory. */
export interface ManifestSource {
  /** @param event the public number; null: this phone has no list of it yet */
  manifestOf(event: number): Manifest | null;
  /** Every event that this phone knows. */
  otherEvents(): Policy['otherEvents'];
  eventNumberOf(eventId: string): number | null;
  /** The rotation secret of an event or a pass and the one before; null: not here. */
  rotationSecretsOf(event: number): readonly Uint8Array[] | null;
}

/** What the gateway needs of the phone around it. */
export interface GatewayOptions {
  readonly ports: Pick<Ports, 'indexedDb' | 'crypto' | 'wall' | 'monotonic' | 'hold'>;
  readonly identity: DeviceIdentity;
  readonly manifests: ManifestSource;
  /** As `chooseEd25519` chose it. */
  readonly verify: Verify;
  /** Absent: nothing is known of people. */
  readonly people?: PeopleSource;
}

export interface ScanInput {
  readonly text: string;
  /** `typed`: by fingers. What a scanner that acts as a keyboard sends was read, as by a camera. */
  readonly how: 'camera' | 'typed' | 'search';
  /** Of a ticket that was found by a search, its hash in hexadecimal; `text` is then empty. */
  readonly ticket?: string | undefined;
  /** The scan whose questions a person has answered with yes. */
  readonly confirms?: string | undefined;
  /** The refusal that a person goes against. */
  readonly overrides?: string | undefined;
  readonly persons?: number;
  /** Of several tickets on one medium, the one that was pointed at. */
  readonly chosen?: string | null;
  /** By question; what does not fit its question is no answer, and is asked again. */
  readonly answers?: RawAnswers;
  /** The pictures that the answers name; kept with the row until the server has them. */
  readonly photos?: readonly Photo[];
  readonly note?: string;
}

export interface Photo {
  /** Of the bytes, in hexadecimal. */
  readonly sha256: string;
  /** A JPEG. */
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/**
 * Why nothing was recorded. `storage`: the phone cannot keep it. `other_tab`: another tab scans. `forked`: this phone
 * was copied and has to be paired anew. `typing_stopped`: too many wrong codes were typed. `no_event`: there is
 * nothing yet to decide by.
 */
export type NotRecorded = 'storage' | 'other_tab' | 'forked' | 'typing_stopped' | 'no_event';

/** A verdict to show. It is never green unless it was recorded. */
export interface Shown {
  /** Of the scan; a yes, an override or an undo names it. */
  readonly id: string;
  readonly recorded: boolean;
  readonly problem: NotRecorded | null;
  /** It was recorded before and never shown: the phone died between the two. */
  readonly again: boolean;
  readonly decision: Decision;
  /** The estimate of the time, milliseconds since 1970. */
  readonly at: number;
  readonly persons: number;
  /** The event's public number; 0: not known here. */
  readonly eventNumber: number;
  readonly listId: string | null;
  readonly gateId: string | null;
  readonly direction: Shift['direction'];
}

/** `unknown`: no such scan is held here. `not_recorded`: allowed, and the phone cannot keep it. */
export type UndoOutcome = 'done' | 'nothing_to_undo' | 'supervisor_needed' | 'unknown' | 'not_recorded';

/** What would become of taking a scan back now. `undone`: that has happened; `unknown`: no such scan is held here. */
export type UndoState = UndoAnswer | 'undone' | 'unknown';

/** One ticket of an order. */
export interface GroupTicket {
  /** Its hash in hexadecimal. */
  readonly ticket: string;
  readonly class: number | null;
  readonly generation: number | null;
  /** As if it was looked up and only asked about. */
  readonly decision: Decision;
}

export interface OrderGroup {
  /** False: parts of the list that may name more of them are not here yet, or they are too many to show. */
  readonly complete: boolean;
  /** At most 200. Empty for a ticket that is alone in its order. */
  readonly tickets: readonly GroupTicket[];
}

/**
 * What a text would be as the wristband or card of a ticket. `free`: nothing stands against it. `same`: it stands for
 * this ticket already. `taken`: for another. `not_one`: it is a ticket's code, or no code. `no_list`: nothing is known.
 */
export type BandState = 'free' | 'same' | 'taken' | 'not_one' | 'no_list';

export interface BindInput {
  /** What was read from the wristband, or typed. */
  readonly text: string;
  /** The hash of the ticket that it is to stand for, in hexadecimal. */
  readonly ticket: string;
  readonly mode: Exclude<BindMode, 'lost'>;
}

/** `replaced`: done, and the wristband that the ticket had before is dead. `not_allowed`: not to who stands here. */
export type BindOutcome = 'done' | 'replaced' | 'not_one' | 'not_allowed' | 'not_recorded';

/**
 * What became of the word that a ticket's wristband is lost. `not_known`: it is kept, and this phone knows of no wristband
 * of the ticket; one that another phone has given out is dead once both have synced.
 */
export type LossOutcome = 'lost' | 'not_known' | 'no_list' | 'not_allowed' | 'not_recorded';

/** A wristband that two phones gave out, and which of them counts. */
export interface BandConflict {
  /** Of the later row. */
  readonly id: string;
  readonly first: BandSide;
  readonly later: BandSide;
}

export interface BandSide {
  readonly at: number;
  readonly deviceId: string;
  /** In hexadecimal. */
  readonly ticket: string;
}

export interface CountInput {
  readonly direction: 'in' | 'out';
  readonly persons: number;
  readonly note?: string;
}

/** `gap`: pages before it are missing. `other_life`: of a database that was replaced by a restored one. */
export type TakenPage = 'applied' | 'already_held' | 'gap' | 'other_life';

/** `unreadable`: it makes no sense, or is of another event; pages lead on all the same. */
export type TakenHistory = 'applied' | 'already_held' | 'unreadable';

/** By the monotonic clock of this page load, in milliseconds. */
export interface RoundTrip {
  readonly sent: number;
  readonly received: number;
}

/** The only way through which this phone says anything about a ticket, and where all of it is kept. */
export interface Gateway {
  /** Resolves when the row is on the disk, or says that it is not. Never rejects. */
  scan(input: ScanInput, shift: Shift): Promise<Shown>;
  /** Takes back an admission, an exit or an override. */
  undo(scanId: string): Promise<UndoOutcome>;
  /** Whether that is possible, and allowed to the person at this phone. */
  undoState(scanId: string): UndoState;
  /** People who went in or out without a ticket. @returns whether it was recorded */
  count(input: CountInput, shift: Shift): Promise<boolean>;
  bandState(input: Omit<BindInput, 'mode'>, shift: Shift): BandState;
  /** From now on the wristband stands for the ticket. Resolves when the row is on the disk. Never rejects. */
  bind(input: BindInput, shift: Shift): Promise<BindOutcome>;
  /** The wristband of the ticket is dead from now on, for everybody on it. @param ticket its hash. Never rejects. */
  loseBand(ticket: string, shift: Shift): Promise<LossOutcome>;
  /** How many printed codes of another shop let the ticket in, as far as the list is here. @param ticket its hash */
  printedCodes(ticket: string, shift: Shift): number;
  /** Those codes are dead from now on, for everybody on them. @param ticket its hash. Never rejects. */
  losePrintedCodes(ticket: string, shift: Shift): Promise<LossOutcome>;
  /** Wristbands of the event that were given out twice. */
  bandConflicts(shift: Shift): readonly BandConflict[];
  /** Newest first. */
  recent(limit: number): Shown[];
  /** Who stood here at the last scans, as far as this phone may know it: in memory alone. */
  readonly people: Readable<PeopleByScan>;
  /**
   * Looks for people by name, order or e-mail, without network; a scan of one is `how: 'search'`. Null: the organiser
   * does not allow names on phones, or they have not come.
   */
  search(text: string, shift: Shift, limit?: number): Promise<FoundPeople | null>;
  /**
   * What would be said now of a ticket that was found, if it was only asked about: nothing is recorded. Null: there is
   * nothing yet to decide by. @param ticket its hash in hexadecimal
   */
  consider(ticket: string, shift: Shift): Decision | null;
  /** Who holds a ticket, as far as names are allowed here. @param ticket its hash in hexadecimal */
  personOf(ticket: string, shift: Shift): Promise<Person | null>;
  /** The oldest verdict that was recorded before this start and never shown. */
  unshown(): Promise<Shown | null>;
  /** After a verdict was painted. Never rejects. */
  markShown(id: string): Promise<void>;
  /**
   * The tickets of the same order, this one among them, each with what would be said of it now. Nothing is recorded.
   * @param ticket its hash in hexadecimal
   */
  groupOf(ticket: string, shift: Shift): OrderGroup;
  now(): TimeEstimate;
  /**
   * How many people are inside, expected and came lately, as far as this phone knows; counted while somebody has
   * subscribed. Null: not counted yet. @param event the public number
   */
  figuresOf(event: number): Readable<Figures | null>;
  /** Rows that no receipt covers. */
  readonly unsent: Readable<number>;
  /** Pictures that the server does not have yet. */
  readonly unsentPhotos: Readable<number>;
  readonly conflicts: Readable<readonly PhoneConflict[]>;
  readonly problem: Readable<Exclude<NotRecorded, 'typing_stopped' | 'no_event'> | null>;
  readonly typingStopped: Readable<boolean>;
  /** @param afterSeq by default what is covered */
  rowsToSend(max: number, afterSeq?: number): Promise<{ firstSeq: number; rows: readonly BatchRow[] }>;
  /** The oldest one whose row a receipt covers. @param except by their hashes */
  photoToSend(except: ReadonlySet<string>): Promise<Photo | null>;
  /** The server has it, or wants it no more. */
  photoDone(sha256: string): Promise<void>;
  /**
   * @param trip of the batch that it answers; null: somebody else carried it
   * @param delivered the rows of that batch; null: none
   */
  takeReceipt(receipt: Receipt, trip: RoundTrip | null, delivered: SeqRange | null): Promise<void>;
  /** Durable when it resolves. @param page whose signature was checked */
  takeScansPage(page: ScansPage): Promise<TakenPage>;
  /**
   * All counting scans up to a position of the feed, for a phone that knows none. Durable when it resolves.
   * @param parts in the root's order, their addresses checked
   */
  takeHistory(event: number, parts: readonly Uint8Array[]): Promise<TakenHistory>;
  /** What is held of the scans feed of an event, read from the disk; null: nothing. */
  scansHeld(event: number): Promise<KeptScans | null>;
  /** Takes a whole feed anew. @param pages from the first on @returns false when what is held is newer by now */
  retakeScans(event: number, pages: readonly ScansPage[]): Promise<boolean>;
  /** How far the scans feed of an event is held; null: nothing of it. */
  scansPosition(event: number): Position | null;
  /** A time that the server has signed, milliseconds since 1970. */
  takeSignedTime(time: number): void;
  /** Nobody is shown by name any more. */
  forgetPeople(): void;
  /** Of a revoked phone whose rows are all covered and whose photos are sent. */
  forgetAll(): Promise<void>;
  close(): Promise<void>;
}
