import type { Timeline } from './world.js';

/** The clocks of one phone: they go as the scenario's time does, wrong as the scenario wants them. */
export class DeviceClock {
  readonly #timeline: Timeline;
  readonly #start: number;
  readonly #drift: number;
  #offsetMs: number;
  #bootedAt: number;

  /** @param offset seconds that it is ahead @param drift parts in a million that it is too fast */
  constructor(timeline: Timeline, { offset = 0, drift = 0 }: { offset?: number; drift?: number } = {}) {
    this.#timeline = timeline;
    this.#start = timeline.now;
    this.#bootedAt = timeline.now;
    this.#drift = drift / 1_000_000;
    this.#offsetMs = offset * 1000;
  }

  /** Somebody sets it. @param seconds that it is ahead from now on */
  set(seconds: number): void {
    this.#offsetMs = seconds * 1000 - this.#drifted(this.#start);
  }

  /** A new page load: the monotonic clock begins anew. */
  reboot(): void {
    this.#bootedAt = this.#timeline.now;
  }

  readonly wall = (): number => Math.round(this.#timeline.now + this.#offsetMs + this.#drifted(this.#start));

  readonly monotonic = (): number =>
    Math.round(1_000 + this.#timeline.now - this.#bootedAt + this.#drifted(this.#bootedAt));

  #drifted(since: number): number {
    return (this.#timeline.now - since) * this.#drift;
  }
}
