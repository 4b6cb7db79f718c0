import type { WebSocket } from 'ws';
import type { LiveTopic } from './live.js';
import type { CarriedPage } from './live-pages.js';
import type { LiveSubject } from './live-tickets.js';

/** Four messages a second. */
export const leastMsBetween = 250;
/** A socket that takes so little in is told what there is to ask for, and gets no pages. */
const mostBufferedPages = 64 * 1024;
/** One that takes less in is of no use to anybody. */
const mostBufferedBytes = 256 * 1024;

/** Close codes that a client can tell apart; 4000 and above are ours. */
export const closeCodes = {
  /** Come again with a new ticket: this process stops, or changes may have been missed. */
  again: 1012,
  /** Nothing is to be said here. */
  unasked: 1008,
  /** The same phone or person has opened others since. */
  replaced: 4000,
  revoked: 4003,
} as const;

/** What is to be said of one event. */
interface Pending {
  readonly what: Set<LiveTopic>;
  pages: readonly CarriedPage[];
}

/** One socket: gathers what is to be said and says it at most four times a second. */
export class LiveConnection {
  readonly subject: LiveSubject;
  readonly openedAt = performance.now();
  readonly #socket: WebSocket;
  readonly #pending = new Map<string, Pending>();
  #deviceChanged = false;
  #answered = true;
  #sentAt = Number.NEGATIVE_INFINITY;
  #timer: NodeJS.Timeout | undefined;

  constructor(subject: LiveSubject, socket: WebSocket) {
    this.subject = subject;
    this.#socket = socket;
    socket.on('pong', () => {
      this.#answered = true;
    });
    socket.on('message', () => socket.close(closeCodes.unasked));
    socket.on('close', () => clearTimeout(this.#timer));
  }

  hears(eventId: string): boolean {
    return this.subject.events.some((event) => event.id === eventId);
  }

  /**
   * Says in due time that this may have changed, if the socket may hear of the event.
   * @param pages what has changed, where it is small enough
   */
  noteEvent(eventId: string, what: readonly LiveTopic[], pages: readonly CarriedPage[] = []): void {
    if (!this.hears(eventId)) return;
    const pending: Pending = this.#pending.get(eventId) ?? { what: new Set(), pages: [] };
    for (const topic of what) pending.what.add(topic);
    pending.pages = [...pending.pages, ...pages];
    this.#pending.set(eventId, pending);
    this.#schedule();
  }

  noteDevice(): void {
    this.#deviceChanged = true;
    this.#schedule();
  }

  /** Says it at once and for the last time. */
  revoke(): void {
    this.#send({ device: 'revoked' });
    this.#socket.close(closeCodes.revoked);
  }

  /** The phone has other events now: it asks for its state and comes again with a ticket that names them. */
  move(): void {
    this.#send({ device: 'changed' });
    this.#socket.close(closeCodes.again);
  }

  /** Asks for a sign of life. @returns false when the last question was not answered, and ends the socket */
  ping(): boolean {
    if (!this.#answered) {
      this.#socket.terminate();
      return false;
    }
    this.#answered = false;
    this.#socket.ping();
    return true;
  }

  close(code: number): void {
    this.#socket.close(code);
  }

  terminate(): void {
    this.#socket.terminate();
  }

  #schedule(): void {
    if (this.#timer !== undefined) return;
    const waitMs = Math.max(0, this.#sentAt + leastMsBetween - performance.now());
    this.#timer = setTimeout(() => this.#flush(), waitMs);
  }

  #flush(): void {
    this.#timer = undefined;
    if (this.#deviceChanged) {
      this.#deviceChanged = false;
      this.#send({ device: 'changed' });
    } else {
      const isSlow = this.#socket.bufferedAmount > mostBufferedPages;
      const changed = this.subject.events.flatMap(({ id, number }) => {
        const pending = this.#pending.get(id);
        if (pending === undefined) return [];
        const change = { event: id, number, what: [...pending.what] };
        return [isSlow || pending.pages.length === 0 ? change : { ...change, pages: pending.pages }];
      });
      this.#pending.clear();
      this.#send({ changed });
    }
    if (this.#pending.size > 0) this.#schedule();
  }

  #send(message: object): void {
    if (this.#socket.bufferedAmount > mostBufferedBytes) {
      this.#socket.terminate();
      return;
    }
    this.#sentAt = performance.now();
    this.#socket.send(JSON.stringify(message));
  }
}
