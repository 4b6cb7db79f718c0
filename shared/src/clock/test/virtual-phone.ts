import {
  type Clock,
  type ClockReading,
  keptOf,
  look,
  readTime,
  startClock,
  type TimeEstimate,
  takeSample,
} from '../index.js';

/** A phone in a world whose true time is known: its oscillator drifts, it sleeps, and people set its wall clock. */
export class VirtualPhone {
  /** The true time, milliseconds since 1970. */
  truth = 1_800_000_000_000;
  clock: Clock = startClock(null);
  #wallAhead: number;
  #monotonic = 0;
  readonly #rate: number;

  /** @param rate how fast its oscillator runs, 1 is exact @param wallAhead of the truth, in milliseconds */
  constructor(rate: number, wallAhead: number) {
    this.#rate = rate;
    this.#wallAhead = wallAhead;
    this.look();
  }

  get reading(): ClockReading {
    return { wall: Math.floor(this.truth + this.#wallAhead), monotonic: Math.floor(this.#monotonic) };
  }

  look(): void {
    this.clock = look(this.clock, this.reading);
  }

  wait(ms: number): void {
    this.#pass(ms);
    this.#monotonic += ms * this.#rate;
    this.look();
  }

  sleep(ms: number): void {
    this.#pass(ms);
    this.look();
  }

  setWall(by: number): void {
    this.#wallAhead += by;
    this.look();
  }

  /** Asks the server; the answer may lie around for a while before anybody looks at it. */
  sample({ up, down, asleep }: { up: number; down: number; asleep: number }): void {
    const sent = this.reading.monotonic;
    this.wait(up);
    const server = Math.floor(this.truth);
    this.sleep(asleep);
    this.wait(down);
    this.clock = takeSample(this.clock, { server, sent, received: this.reading.monotonic }, this.reading);
  }

  reload(): void {
    this.clock = startClock(keptOf(this.clock));
    this.#monotonic = 0;
    this.look();
  }

  read(): TimeEstimate {
    this.look();
    return readTime(this.clock, this.reading);
  }

  #pass(ms: number): void {
    this.truth += ms;
    this.#wallAhead += ms * (this.#rate - 1);
  }
}
