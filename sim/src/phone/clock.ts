import type { Loop } from '../time/loop.js';

/** The clocks of one phone: the wall that anybody may set, and the one that only counts while it is awake. */
export class PhoneClock {
  /** How far the wall is ahead, milliseconds. */
  offsetMs = 0;
  readonly #loop: Loop;
  readonly #drift: number;
  readonly #since: number;
  #asleepMs = 0;

  /** @param ppm how much too fast both run, parts in a million */
  constructor(loop: Loop, ppm = 0) {
    this.#loop = loop;
    this.#drift = ppm / 1_000_000;
    this.#since = loop.now;
  }

  wall(): number {
    return Math.round(this.#loop.now + this.offsetMs + (this.#loop.now - this.#since) * this.#drift);
  }

  setTo(wall: number): void {
    this.offsetMs += wall - this.wall();
  }

  /** Browsers' monotonic clocks stand while the phone sleeps. */
  sleep(ms: number): void {
    this.#asleepMs += ms;
  }

  /** A page load begins its own. */
  newMonotonic(): () => number {
    const began = this.#awake();
    return () => 1_000 + this.#awake() - began;
  }

  #awake(): number {
    return (this.#loop.now - this.#asleepMs - this.#since) * (1 + this.#drift);
  }
}
