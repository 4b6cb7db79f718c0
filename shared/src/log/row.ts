import type { Position } from '../manifest/index.js';

export const rowKinds = ['scan', 'undo', 'bind', 'count', 'clock', 'lost'] as const;
export type RowKind = (typeof rowKinds)[number];

/** Null: no code, or nobody went anywhere. */
export const directions = [null, 'in', 'out', 'check'] as const;
export const ways = [null, 'camera', 'typed', 'medium', 'search'] as const;
export const results = [null, 'admit', 'exit', 'confirm', 'refuse'] as const;
/** What a row does to the counts; `person`: somebody went in without using the ticket. */
export const effects = ['none', 'entry', 'person', 'exit', 'check'] as const;
/** How a row refers to an earlier one: the yes to its confirm, an override of its refusal, an undo. */
export const relations = [null, 'answers', 'overrides', 'undoes'] as const;

/** What the phone's clocks said. Milliseconds; all but the monotonic clock count from 1970. */
export interface RowTime {
  /** The phone's own clock, as it was. */
  readonly wall: number;
  /** Which page load: the monotonic clock starts with it, and browsers have no boot id. 8 bytes. */
  readonly session: Uint8Array;
  readonly monotonic: number;
  readonly estimate: number;
  readonly earliest: number;
  /** Null: there is no bound. */
  readonly latest: number | null;
  /** The estimate may be wrong by more than a little. */
  readonly unsure: boolean;
}

/** What the phone knew when it decided. */
export interface RowKnowledge {
  readonly root: Position;
  readonly tickets: Position;
  readonly scans: Position;
  /** The root was past its not-after. */
  readonly stale: boolean;
}

interface RowFields {
  /** Made before anything else, so that a retry is the same scan. */
  readonly id: string;
  readonly device: string;
  /** Gap-free from 1. */
  readonly seq: number;
  /** The event's public number. */
  readonly event: number;
  readonly list: string | null;
  readonly gate: string | null;
  readonly direction: (typeof directions)[number];
  readonly how: (typeof ways)[number];
  readonly persons: number;
  /** As `scanProof` makes it; null where no code was seen. */
  readonly proof: Uint8Array | null;
  readonly ticketHash: Uint8Array | null;
  readonly generation: number;
  readonly result: (typeof results)[number];
  readonly effect: (typeof effects)[number];
  /** A reason of `decide`; empty where nothing was decided. */
  readonly reason: string;
  readonly names: { readonly relation: 'answers' | 'overrides' | 'undoes'; readonly scan: string } | null;
  readonly time: RowTime;
  readonly held: RowKnowledge;
  /** As `detailsHash` makes it, of what lies beside the row; null when nothing does. */
  readonly details: Uint8Array | null;
  /** The hash of the row before; zeros in the first one. */
  readonly previous: Uint8Array;
}

/** A record that is written once. What is hashed, sent and kept are its bytes. */
export type LogRow = RowFields &
  (
    | { readonly kind: 'scan' | 'undo' | 'count' }
    /** From now on the medium stands for the row's ticket. */
    | { readonly kind: 'bind'; readonly medium: Uint8Array }
    /** A sample of the server's time after rows without bounds; `sent` and `received` are monotonic. */
    | { readonly kind: 'clock'; readonly server: number; readonly sent: number; readonly received: number }
    /** Rows that this phone has written and no longer holds. */
    | { readonly kind: 'lost'; readonly from: number; readonly to: number }
  );

/** What the first row of a phone names as the one before it. */
export const NO_PREVIOUS: Uint8Array = new Uint8Array(32);
