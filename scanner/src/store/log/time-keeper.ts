import {
  type Clock,
  type KeptClock,
  keptOf,
  look,
  readTime,
  startClock,
  type TimeEstimate,
  type TimeSample,
  takeSample,
  takeSignedTime,
} from '@gatehouse/shared/clock';
import type { RowTime } from '@gatehouse/shared/log';
import type { Ports } from '../ports.js';
import type { LogDatabase } from './database.js';

const SESSION_BYTES = 8;

/** What this phone knows of the time: one page load is one session. */
export interface TimeKeeper {
  /** Looks at both clocks; a timer calls it, so that a sleep shows. */
  look(): void;
  now(): TimeEstimate;
  /** For a row that is written now. */
  rowTime(): RowTime;
  sample(sample: TimeSample): void;
  signed(time: number): void;
  /** Keeps what the next start needs to know. */
  keep(): Promise<void>;
}

export async function openTimeKeeper(
  database: LogDatabase,
  { wall, monotonic, crypto }: Pick<Ports, 'wall' | 'monotonic' | 'crypto'>,
): Promise<TimeKeeper> {
  const kept = await database.marks.get('clock');
  const session = crypto.getRandomValues(new Uint8Array(SESSION_BYTES));
  let clock: Clock = startClock((kept?.value as KeptClock | undefined) ?? null);

  function reading() {
    return { wall: Math.max(0, Math.floor(wall())), monotonic: Math.max(0, Math.floor(monotonic())) };
  }

  function now(): { reading: ReturnType<typeof reading>; estimate: TimeEstimate } {
    const read = reading();
    clock = look(clock, read);
    return { reading: read, estimate: readTime(clock, read) };
  }

  return {
    look: () => void now(),
    now: () => now().estimate,
    rowTime() {
      const { reading: read, estimate } = now();
      return { ...read, session, ...estimate };
    },
    sample(sample) {
      clock = takeSample(clock, sample, reading());
    },
    signed(time) {
      clock = takeSignedTime(clock, time);
    },
    async keep() {
      await database.marks.put({ key: 'clock', value: keptOf(clock) });
    },
  };
}
