import type { DoorSettings } from '@gatehouse/shared/door-settings';
import type { Root } from '@gatehouse/shared/manifest';
import type { ReadinessFinding } from '@gatehouse/shared/protocol';
import type { HelpInput, HelpWord, PhoneHelpCall } from './help/help.js';
import type { Gateway } from './log/gateway.js';
import type { Readable } from './readable.js';

/** What the people at a phone have said at the start of their shift. It is kept over restarts. */
export interface Shift {
  readonly eventId: string;
  readonly listId: string;
  readonly gateId: string | null;
  readonly direction: 'in' | 'out' | 'check';
}

/** An event that this phone may scan for. Times are milliseconds since 1970. */
export interface PhoneEvent {
  readonly id: string;
  /** The public number that stands in ticket codes. */
  readonly number: number;
  readonly name: string;
  readonly place: string;
  readonly timeZone: string;
  readonly startsAt: number;
  readonly endsAt: number | null;
  /** The gate that the organiser gave this phone at this event. */
  readonly gateId: string | null;
  /** Null: nothing has come yet. */
  readonly root: Root | null;
  /** Every part of the list is here. Without it the phone scans already, with what it has. */
  readonly complete: boolean;
  /** Of the newest list's parts, 0 to 1. */
  readonly progress: number;
  /** A list of the event asks for changing codes, and what they are checked with has not come yet. */
  readonly lacksSecret: boolean;
  /** When the list was last known to be the newest. */
  readonly syncedAt: number | null;
  /** What the organiser set for phones of this event. */
  readonly settings: DoorSettings;
  /** Null: not summed up yet. */
  readonly digest: EventDigest | null;
  /** Why the newest list was refused; the phone goes on with the one it has. */
  readonly refused: ListRefusal | null;
}

/**
 * `not_genuine`: not signed by the door key. `rolled_back`: older than the list held. `forked`: two lists of one
 * position. `unreadable`: signed, and not a list that makes sense. `needs_update`: in a newer way than this app reads.
 */
export type ListRefusal = 'not_genuine' | 'rolled_back' | 'forked' | 'unreadable' | 'needs_update';

/** Somebody let in twice: the extra scan and the one that stands. */
export interface PhoneConflict {
  /** The extra scan. */
  readonly scanId: string;
  /** The event's public number. */
  readonly event: number;
  /** In hexadecimal. */
  readonly ticketHash: string;
  readonly listId: string;
  readonly gateId: string | null;
  readonly deviceId: string;
  /** Of the extra scan. */
  readonly at: number;
  /** False: within the bounds of the clocks it may be otherwise. */
  readonly sure: boolean;
  /** This phone made the extra scan or the one that stands. */
  readonly mine: boolean;
  /** What the organiser has found out; null: nobody has looked at it as it is now. At most 255 bytes, the end may be cut. */
  readonly note: string | null;
  /** The scan that stands; null: it has not come to this phone. */
  readonly first: Pick<PhoneConflict, 'scanId' | 'gateId' | 'deviceId' | 'at'> | null;
}

/**
 * `storage`: nothing can be kept, so nothing is recorded. `other_tab`: another tab scans. `forked`: this phone was
 * copied and has to be paired anew. `needs_update`: the server speaks a newer version.
 */
export type PhoneProblem = 'storage' | 'other_tab' | 'forked' | 'needs_update';

/** All that the phone holds of an event, in eight digits that people compare with those of another phone. */
export interface EventDigest {
  readonly digest: string;
  /** How far the phone has heard of tickets and of scans: two phones agree at equal positions. */
  readonly tickets: number;
  readonly scans: number;
  /** What the server said of it there; `unknown`: nothing yet, or nothing any more. */
  readonly agreement: 'same' | 'differs' | 'unknown';
}

export interface PhoneState {
  readonly pairing: 'loading' | 'unpaired' | 'waiting' | 'active' | 'revoked';
  /** Six characters that the organiser compares while the phone waits. */
  readonly confirmationCode: string | null;
  readonly deviceId: string | null;
  readonly deviceName: string;
  readonly organisationName: string;
  readonly profile: 'steward' | 'supervisor' | 'kiosk';
  /** The gate that the organiser gave this phone. */
  readonly gateId: string | null;
  readonly events: readonly PhoneEvent[];
  readonly shift: Shift | null;
  /** The server has answered lately; never what the browser believes. */
  readonly online: boolean;
  /** Rows that no receipt covers. */
  readonly unsent: number;
  /** Pictures that the server does not have yet. */
  readonly unsentPhotos: number;
  /** When the server last said what it holds, milliseconds since 1970 by this phone's clock; null: never. */
  readonly lastSyncAt: number | null;
  readonly problem: PhoneProblem | null;
  readonly conflicts: readonly PhoneConflict[];
  /** Calls for help that this phone knows of, the newest first. */
  readonly help: readonly PhoneHelpCall[];
  /** What the end of this phone's service has done so far; null while it is not revoked. */
  readonly revocation: {
    readonly handedOver: number;
    readonly unsent: number;
    readonly wiped: boolean;
  } | null;
}

/**
 * `expired`, `used`, `unknown`: the server says so of the link. `already_paired`: this phone serves somebody who has
 * not revoked it, or holds scans that were not handed over. `slow`: too many typed codes were tried. `refused`: for
 * another reason. `storage`: no key can be kept here.
 */
export type PairOutcome =
  | { readonly ok: true }
  | {
      readonly ok: false;
      readonly reason:
        | 'not_a_link'
        | 'expired'
        | 'used'
        | 'unknown'
        | 'offline'
        | 'already_paired'
        | 'refused'
        | 'slow'
        | 'storage';
    };

/** Where lanes call for help, and supervisors answer. */
export interface HelpDesk {
  /** Kept when it resolves, and sent when there is a line. @returns the id of the call; null while the phone is not paired */
  call(input: HelpInput): Promise<string | null>;
  /** Keeps a call that was read off another phone, and hands it in for it. @param code whose author was checked */
  carry(code: string): Promise<void>;
  /** Takes a call, or settles it. */
  say(id: string, word: HelpWord): Promise<void>;
}

/** Everything that screens see of the phone. */
export interface Phone {
  readonly state: Readable<PhoneState>;
  /** Null while the phone is not paired, and until its log is open. */
  readonly gateway: Readable<Gateway | null>;
  readonly help: HelpDesk;
  /** @param link as it stands in the pairing code, or the ten characters that stand for it; the same link again after a lost answer gives the same phone. Never rejects */
  pair(link: string): Promise<PairOutcome>;
  startShift(shift: Shift | null): Promise<void>;
  /**
   * Says what this phone found out about itself: to the server when there is a line, and as a text for a code.
   * @returns null while the phone is not paired
   */
  tellReadiness(findings: readonly ReadinessFinding[]): Promise<string | null>;
  /** Sends and asks now. Never rejects; `state` says how it went. */
  sync(): Promise<void>;
  /**
   * Forgets a revoked phone, so that it can be paired again.
   * @returns false while it holds scans that were not handed over
   */
  leave(): Promise<boolean>;
  close(): Promise<void>;
}
