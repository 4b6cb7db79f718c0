import type { Gateway } from '@gatehouse/scanner/store';
import type { Root } from '@gatehouse/shared/manifest';
import type { DeviceClock } from './device-clock.js';
import type { OrganiserStep, RelayAnswers } from './scenario/schema.js';

/** What moves the time: milliseconds since 1970, as it really is. */
export interface Timeline {
  now: number;
}

export interface NamedTicket {
  readonly event: string;
  readonly ticket: string;
  /** Null: of the last code. */
  readonly generation: number | null;
}

/** How it stands, as the server knows it. */
export interface Figures {
  /** Persons inside by list; with several events as `event/list`. */
  readonly inside: Readonly<Record<string, number>>;
  readonly conflicts: number;
}

/** A phone of the scenario: the scanner's own store, on a disk in memory and with clocks that the scenario moves. */
export interface PlayedDevice {
  readonly clock: DeviceClock;
  readonly gateway: Gateway;
  /** What it holds of an event, by the event's uuid. */
  rootOf(eventId: string): Root | null;
  setOnline(isOnline: boolean): void;
  /** Fetches the tickets that it has waited for. */
  download(): Promise<void>;
  /** Closes the app and opens it again. */
  restart(): Promise<void>;
  /** A moment of network, also for one that is offline. */
  sync(): Promise<void>;
  /** What lies between it and the server from now on. */
  relay(answers: RelayAnswers): void;
  /** Until it has what its server has of people whom it may look for. @param eventId the event's uuid */
  peopleCome(eventId: string): Promise<void>;
  /** Why it did not take the newest list that it was offered; null: it took it. */
  refused(): string | null;
}

/** When the ticket's page showed a code (milliseconds since 1970), and who made it. */
export interface MadeBy {
  readonly at: number;
  /** `old-page`: opened before the secret was renewed, and offline since. */
  readonly by: 'page' | 'old-page' | 'stranger';
}

/** Everything around the phones. Things are named by the scenario's ids; what phones get are uuids. */
export interface World {
  device(id: string): PlayedDevice;
  /** Pairs a phone that was not there from the start. */
  pair(id: string): Promise<void>;
  uuidOf(kind: 'event' | 'list' | 'gate' | 'question' | 'device', event: string, id: string): string;
  /** The text of the printed code. */
  printedCode(ticket: NamedTicket): Promise<string>;
  shortCode(ticket: NamedTicket): Promise<string>;
  rotatingCode(ticket: NamedTicket, made: MadeBy): Promise<string>;
  /** The id of the ticket with this hash, in hexadecimal. */
  ticketOf(hash: string): string | null;
  organise(step: OrganiserStep): Promise<void>;
  /** Lets every phone with network hand over and fetch until nothing is left. */
  settle(): Promise<void>;
  figures(): Promise<Figures>;
  close(): Promise<void>;
}
