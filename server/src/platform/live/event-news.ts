import type { LiveTopic } from './live.js';
import type { CarriedPage } from './live-pages.js';

export interface EventNewsOptions {
  readonly leastMsBetween: number;
  /** Reads what is new once for all phones. */
  readonly read: (what: ReadonlySet<LiveTopic>) => Promise<readonly CarriedPage[]>;
  readonly tell: (what: readonly LiveTopic[], pages: readonly CarriedPage[]) => void;
}

/** What happens in one event, gathered: its pages are read once for all phones, and not for each change. */
export class EventNews {
  readonly #options: EventNewsOptions;
  #pending = new Set<LiveTopic>();
  #readAt = Number.NEGATIVE_INFINITY;
  #timer: NodeJS.Timeout | undefined;
  #isReading = false;

  constructor(options: EventNewsOptions) {
    this.#options = options;
  }

  note(what: readonly LiveTopic[]): void {
    for (const topic of what) this.#pending.add(topic);
    this.#schedule();
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#pending.clear();
  }

  #schedule(): void {
    if (this.#timer !== undefined || this.#isReading || this.#pending.size === 0) return;
    const waitMs = Math.max(0, this.#readAt + this.#options.leastMsBetween - performance.now());
    this.#timer = setTimeout(() => void this.#read(), waitMs);
  }

  async #read(): Promise<void> {
    this.#timer = undefined;
    this.#isReading = true;
    this.#readAt = performance.now();
    const what = this.#pending;
    this.#pending = new Set();
    const pages = await this.#options.read(what).catch(() => []);
    this.#options.tell([...what], pages);
    this.#isReading = false;
    this.#schedule();
  }
}
