import { type PhoneDatabase, readValue, valueKeys } from '../database.js';
import type { DeviceState } from '../identity/device-state.js';
import type { Identity } from '../identity/identity.js';
import type { EventDigest, ListRefusal } from '../phone.js';

/** A time that is shown in minutes need not be written at every scan. */
const KEEP_EVERY_MS = 10_000;

interface Times {
  readonly lastSyncAt: number | null;
  readonly currentAt: readonly (readonly [number, number])[];
}

/** What the phone knows of itself, in memory and in the database. */
export interface Held {
  identity: Identity;
  /** What the server said last. */
  deviceState: DeviceState | null;
  readonly refusals: Map<number, ListRefusal>;
  /** By event number: when nothing newer was known of it. */
  readonly currentAt: Map<number, number>;
  /** By event number. */
  readonly digests: Map<number, EventDigest>;
  lastSyncAt: number | null;
  needsUpdate: boolean;
  timesKeptAt: number;
}

export async function readHeld(database: PhoneDatabase, identity: Identity): Promise<Held> {
  const times = await readValue<Times>(database, valueKeys.times);
  return {
    identity,
    deviceState: await readValue<DeviceState>(database, valueKeys.deviceState),
    refusals: new Map(),
    currentAt: new Map(times?.currentAt ?? []),
    digests: new Map(),
    lastSyncAt: times?.lastSyncAt ?? null,
    needsUpdate: false,
    timesKeptAt: Number.NEGATIVE_INFINITY,
  };
}

export async function keepDeviceState(
  database: PhoneDatabase,
  held: Held,
  state: DeviceState,
): Promise<void> {
  // It is asked for with all news and hardly ever another one; what is here was written before.
  if (JSON.stringify(held.deviceState) === JSON.stringify(state)) return;
  await database.values.put({ key: valueKeys.deviceState, value: state });
  held.deviceState = state;
}

export async function keepTimes(database: PhoneDatabase, held: Held, monotonic: number): Promise<void> {
  if (monotonic < held.timesKeptAt + KEEP_EVERY_MS) return;
  held.timesKeptAt = monotonic;
  const times: Times = { lastSyncAt: held.lastSyncAt, currentAt: [...held.currentAt] };
  await database.values.put({ key: valueKeys.times, value: times });
}
