import type { TimeSample } from '@gatehouse/shared/clock';
import { profileOf } from '@gatehouse/shared/door';
import {
  DETAILS_SALT_BYTES,
  detailsHash,
  encodeDetails,
  type LogRow,
  type RowTime,
} from '@gatehouse/shared/log';
import type { Shift } from '../phone.js';
import { clipped, heldOf } from './draft-scan.js';
import type { CountInput, GatewayOptions, UndoOutcome } from './gateway.js';
import type { KeptLog } from './kept-log.js';
import type { Draft, Place } from './own-log.js';
import { newId, randomOf } from './scan.js';
import { nothingDecided, undoable, undoRow } from './undo.js';

const ZERO = { start: 0, count: 0 };
const MAX_NOTE = 2_000;
const MOST_PERSONS = 0xffff;

/** The rows that are no scan. Whoever calls it waits for the row before. */
export interface OtherRows {
  undo(scanId: string): Promise<UndoOutcome>;
  count(input: CountInput, shift: Shift): Promise<boolean>;
  /** After rows without an upper bound: it bounds all of them. */
  clock(sample: TimeSample): Promise<void>;
}

export function createOtherRows(options: GatewayOptions, log: KeptLog): OtherRows {
  const { identity, manifests } = options;
  const random = randomOf(options.ports);

  function heldFor(event: number, time: RowTime): LogRow['held'] {
    const manifest = manifests.manifestOf(event);
    const scans = log.feed.positionOf(event);
    return manifest === null
      ? { root: ZERO, tickets: ZERO, scans: scans ?? ZERO, stale: true }
      : heldOf(manifest, { scans, time });
  }

  async function write(
    event: number,
    make: (written: Written, place: Place) => Omit<Draft, 'verdict' | 'generation'>,
  ) {
    const id = newId(random);
    await log.own.append(id, (place) => {
      const time = log.time.rowTime();
      const written = { id, device: identity.deviceId, time, held: heldFor(event, time) };
      return { ...make(written, place), verdict: null, generation: null };
    });
    log.outbox.count();
  }

  async function undo(scanId: string): Promise<UndoOutcome> {
    const profile = profileOf(identity.profile());
    const now = log.time.now().estimate;
    const undone = undoable(scanId, { device: identity.deviceId, profile, index: log.index, now });
    if (typeof undone === 'string') return undone;
    try {
      await write(undone.event, (written, place) => ({
        row: undoRow(undone, place, written),
        details: null,
      }));
      return 'done';
    } catch {
      return 'not_recorded';
    }
  }

  async function count({ direction, persons, note = '' }: CountInput, shift: Shift): Promise<boolean> {
    const event = manifests.eventNumberOf(shift.eventId);
    if (event === null) return false;
    const bare = { seen: null, answers: [], note: clipped(note, MAX_NOTE) };
    const details = note === '' ? null : encodeDetails(bare, random(DETAILS_SALT_BYTES));
    const people = Math.min(Math.max(1, Math.floor(persons)), MOST_PERSONS);
    try {
      await write(event, (written, place) => ({
        row: {
          ...emptyRow(written, place, event),
          kind: 'count',
          list: shift.listId,
          gate: shift.gateId,
          direction,
          persons: people,
          details: details && detailsHash(details),
        },
        details,
      }));
      return true;
    } catch {
      return false;
    }
  }

  async function clock({ server, sent, received }: TimeSample): Promise<void> {
    const event = log.own.lastEvent;
    const sample = {
      server,
      sent: Math.max(0, Math.floor(sent)),
      received: Math.max(0, Math.floor(received)),
    };
    await write(event, (written, place) => ({
      row: { ...emptyRow(written, place, event), kind: 'clock', ...sample },
      details: null,
    }));
  }

  return { undo, count, clock };
}

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
