import { type Clock, keptOf, look, readTime, startClock, takeSample } from '@gatehouse/shared/clock';
import type { Random } from '../time/random.js';

const MOMENTS = 24;
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** Half of the longest way there and back, and what a slow clock loses in an evening. */
const CLOSE_MS = 40_000;
const LONGEST_WAY_MS = 20_000;

/** A phone with its two clocks, and the true time that it never sees. */
class WorldClock {
  now = 1_900_000_000_000;
  clock: Clock = startClock(null);
  /** What the wall clock says too much. */
  offset: number;
  /** Nobody has set the wall clock since the last sample, which there is. */
  isKnown = false;
  readonly #drift: number;
  #monotonic = 0;

  constructor(random: Random) {
    this.offset = random.int(-12 * HOUR_MS, 12 * HOUR_MS);
    this.#drift = random.int(-150, 150) / 1e6;
  }

  get monotonic(): number {
    return Math.floor(this.#monotonic);
  }

  reading() {
    return { wall: Math.floor(this.now + this.offset), monotonic: this.monotonic };
  }

  /** Time goes by, with a look now and then. */
  wait(ms: number): void {
    const looks = 4;
    for (let done = 0; done < looks; done += 1) {
      this.now += ms / looks;
      this.#monotonic += (ms / looks) * (1 + this.#drift);
      this.clock = look(this.clock, this.reading());
    }
  }

  /** Nothing runs, and only the wall clock goes on. */
  sleep(ms: number): void {
    this.now += ms;
  }

  reload(): void {
    this.clock = startClock(keptOf(this.clock));
    this.#monotonic = 0;
  }
}

/** @returns what is wrong with what a phone takes for the time; null: nothing */
export function playClock(random: Random): string | null {
  const phone = new WorldClock(random);
  for (let moment = 0; moment < MOMENTS; moment += 1) {
    something(phone, random);
    const reading = phone.reading();
    phone.clock = look(phone.clock, reading);
    const { estimate, earliest, latest, unsure } = readTime(phone.clock, reading);
    const now = Math.round(phone.now);
    if (earliest > now + 1 || (latest !== null && latest < now - 1))
      return `it is ${now}, and the phone says from ${earliest} to ${latest}`;
    if (phone.isKnown && !unsure && Math.abs(estimate - now) > CLOSE_MS)
      return `it is ${now}, and the phone is sure that it is ${estimate}`;
  }
  return null;
}

function something(phone: WorldClock, random: Random): void {
  const what = random.int(1, 10);
  if (what <= 4) phone.wait(random.int(1_000, 10 * MINUTE_MS));
  else if (what <= 6) ask(phone, random);
  else if (what === 7) phone.sleep(random.int(2_500, 3 * HOUR_MS));
  else if (what === 8) phone.reload();
  else if (what === 9) {
    phone.offset += random.int(-12 * HOUR_MS, 12 * HOUR_MS);
    phone.isKnown = false;
  } else phone.wait(100);
}

/** The server says what time it is, while question and answer each take their own time. */
function ask(phone: WorldClock, random: Random): void {
  phone.clock = look(phone.clock, phone.reading());
  const sent = phone.monotonic;
  phone.wait(random.int(1, LONGEST_WAY_MS));
  const server = Math.round(phone.now);
  phone.wait(random.int(1, LONGEST_WAY_MS));
  const isAsleep = random.chance(0.15);
  if (isAsleep) phone.sleep(random.int(2_500, HOUR_MS));
  phone.clock = takeSample(phone.clock, { server, sent, received: phone.monotonic }, phone.reading());
  phone.isKnown = !isAsleep;
}
