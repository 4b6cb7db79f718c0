import type { TimeSample } from '@gatehouse/shared/clock';
import { type BindRow, clipped, nothingDecided, profileOf, undoRow } from '@gatehouse/shared/door';
import {
  DETAILS_SALT_BYTES,
  detailsHash,
  encodeDetails,
  type LogRow,
  type RowTime,
} from '@gatehouse/shared/log';
import type { SeqRange } from '@gatehouse/shared/protocol';
import type { Shift } from '../phone.js';
import { heldOf } from './draft-scan.js';
import type { CountInput, GatewayOptions, UndoOutcome, UndoState } from './gateway.js';
import type { KeptLog } from './kept-log.js';
import type { Draft, Place } from './own-log.js';
import { newId, randomOf } from './scan.js';
import { undoable } from './undo.js';

const ZERO = { start: 0, count: 0 };
const MAX_NOTE = 2_000;
const MOST_PERSONS = 0xffff;

/** The rows that are no scan. Whoever calls it waits for the row before. */
export class OtherRows {
  readonly #options: GatewayOptions;
  readonly #log: KeptLog;
  readonly #random: (length: number) => Uint8Array;

  constructor(options: GatewayOptions, log: KeptLog) {
    this.#options = options;
    this.#log = log;
    this.#random = randomOf(options.ports);
  }

  undoState(scanId: string): UndoState {
    const undone = this.#undoable(scanId);
    return typeof undone === 'string' ? undone : 'allowed';
  }

  async undo(scanId: string): Promise<UndoOutcome> {
    const undone = this.#undoable(scanId);
    if (undone === 'undone') return 'nothing_to_undo';
    // An answer of this phone that moved nobody, such as a refusal, is in no index of what could be taken back.
    if (undone === 'unknown' && this.#log.verdicts.find(scanId) !== null) return 'nothing_to_undo';
    if (typeof undone === 'string') return undone;
    try {
      await this.#write(undone.event, (written, place) => ({
        row: undoRow(undone, { ...written, ...place }),
        details: null,
      }));
      return 'done';
    } catch {
      return 'not_recorded';
    }
  }

  /** @returns whether it was recorded */
  async count({ direction, persons, note = '' }: CountInput, shift: Shift): Promise<boolean> {
    const event = this.#options.manifests.eventNumberOf(shift.eventId);
    if (event === null) return false;
    const details = note === '' ? null : this.#noteOf(note);
    const counted = {
      kind: 'count',
      list: shift.listId,
      gate: shift.gateId,
      direction,
      persons: Math.min(Math.max(1, Math.floor(persons)), MOST_PERSONS),
      details: details && detailsHash(details),
    } as const;
    try {
      await this.#write(event, (written, place) => ({
        row: { ...emptyRow(written, place, event), ...counted },
        details,
      }));
      return true;
    } catch {
      return false;
    }
  }

  /** @throws when it cannot be kept */
  async bind(bound: BoundMedium, shift: Shift): Promise<void> {
    const { event, ...said } = bound;
    await this.#write(event, (written, place) => ({
      row: {
        ...emptyRow(written, place, event),
        ...said,
        kind: 'bind',
        list: shift.listId,
        gate: shift.gateId,
      },
      details: null,
    }));
  }

  /** After rows without an upper bound: it bounds all of them. */
  async clock({ server, sent, received }: TimeSample): Promise<void> {
    const event = this.#log.own.lastEvent;
    const [asked, answered] = [sent, received].map((at) => Math.max(0, Math.floor(at)));
    const sample = { kind: 'clock', server, sent: asked ?? 0, received: answered ?? 0 } as const;
    await this.#write(event, (written, place) => ({
      row: { ...emptyRow(written, place, event), ...sample },
      details: null,
    }));
  }

  /** Says of rows that nobody holds any more that they are lost: the server then waits for them no longer. */
  async lost({ from, to }: SeqRange): Promise<void> {
    const event = this.#log.own.lastEvent;
    await this.#write(event, (written, place) => ({
      row: { ...emptyRow(written, place, event), kind: 'lost', from, to },
      details: null,
    }));
  }

  #undoable(scanId: string) {
    const { deviceId, profile } = this.#options.identity;
    return undoable(scanId, {
      device: deviceId,
      profile: profileOf(profile()),
      index: this.#log.index,
      now: this.#log.time.now().estimate,
    });
  }

  async #write(event: number, make: (written: Written, place: Place) => Pick<Draft, 'row' | 'details'>) {
    const id = newId(this.#random);
    await this.#log.own.append(id, (place) => {
      const time = this.#log.time.rowTime();
      const device = this.#options.identity.deviceId;
      const written = { id, device, time, held: this.#heldFor(event, time) };
      return { ...make(written, place), verdict: null, generation: null };
    });
    this.#log.outbox.count();
  }

  #heldFor(event: number, time: RowTime): LogRow['held'] {
    const manifest = this.#options.manifests.manifestOf(event);
    const scans = this.#log.feed.positionOf(event);
    return manifest === null
      ? { root: ZERO, tickets: ZERO, scans: scans ?? ZERO, stale: true }
      : heldOf(manifest, { scans, time });
  }

  #noteOf(note: string): Uint8Array {
    const details = { seen: null, answers: [], note: clipped(note, MAX_NOTE) };
    return encodeDetails(details, this.#random(DETAILS_SALT_BYTES));
  }
}

/** What a row says of a wristband; `reason` is how it was bound. */
export type BoundMedium = Pick<BindRow, 'event' | 'medium' | 'ticketHash' | 'generation' | 'reason'>;

type Written = Pick<LogRow, 'id' | 'device' | 'time' | 'held'>;

function emptyRow(written: Written, place: Place, event: number) {
  return {
    ...written,
    ...place,
    ...nothingDecided,
    event,
    list: null,
    gate: null,
    direction: null,
    persons: 0,
    ticketHash: null,
    generation: 0,
    names: null,
    details: null,
  } as const satisfies Partial<LogRow>;
}
