import { type LiveChange, readMessage } from './read-message.js';

/** What a socket of a browser has and this needs. */
export type LiveSocket = Pick<WebSocket, 'onopen' | 'onmessage' | 'onclose' | 'onerror' | 'close'>;

/** What a connection needs of the world around it. */
export interface LivePorts {
  /** Fetches a ticket that opens one socket. What it throws is bad luck, and is tried again. */
  readonly ticket: () => Promise<string>;
  /** @param ticket used up by this */
  readonly open: (ticket: string) => LiveSocket;
  /** Calls back once after `ms`. @returns what calls it off */
  readonly after: (ms: number, run: () => void) => () => void;
  /** From [0, 1). */
  readonly random: () => number;
}

export interface LiveListener {
  readonly onState: (state: LiveState) => void;
  readonly onChange: (changed: readonly LiveChange[]) => void;
}

/** `paused`: nobody looks, so nothing is held open. */
export type LiveState = 'connecting' | 'open' | 'waiting' | 'paused';

const firstStepMs = 1_000;
const longestStepMs = 30_000;
/** A socket that stood so long was a good one, and its end is the first failure. */
const settledMs = 10_000;

/**
 * Hears what has changed, for as long as somebody looks. A lost connection is made anew after a random time from a
 * range that doubles, so that a thousand portals do not come back to a server at once. What was missed in between
 * costs nothing: the server's first word after each opening is that everything may have changed.
 */
export class LiveConnection {
  readonly #ports: LivePorts;
  readonly #listener: LiveListener;
  #failures = 0;
  #socket: LiveSocket | undefined;
  #callOff: () => void = () => undefined;
  /** Raised by whatever makes an attempt that is under way pointless. */
  #attempt = 0;
  #state: LiveState = 'paused';

  constructor(ports: LivePorts, listener: LiveListener) {
    this.#ports = ports;
    this.#listener = listener;
  }

  get state(): LiveState {
    return this.#state;
  }

  /** Connects unless it does already. While it waits for the next attempt this is the next attempt. */
  start(): void {
    if (this.#state === 'connecting' || this.#state === 'open') return;
    this.#callOff();
    void this.#connect();
  }

  /** Lets go until the next {@link start}. */
  pause(): void {
    this.#drop();
    this.#say('paused');
  }

  async #connect(): Promise<void> {
    const attempt = ++this.#attempt;
    this.#say('connecting');
    try {
      const ticket = await this.#ports.ticket();
      if (attempt === this.#attempt) this.#listen(this.#ports.open(ticket), attempt);
    } catch {
      if (attempt === this.#attempt) this.#wait();
    }
  }

  #listen(socket: LiveSocket, attempt: number): void {
    this.#socket = socket;
    const current = () => attempt === this.#attempt;
    socket.onopen = () => {
      if (!current()) return;
      this.#say('open');
      this.#callOff = this.#ports.after(settledMs, () => {
        this.#failures = 0;
      });
    };
    socket.onmessage = ({ data }) => {
      const changed = readMessage(data);
      if (current() && changed.length > 0) this.#listener.onChange(changed);
    };
    // An error is always followed by a close.
    socket.onclose = () => {
      if (current()) this.#wait();
    };
  }

  #wait(): void {
    this.#drop();
    this.#say('waiting');
    const rangeMs = Math.min(longestStepMs, firstStepMs * 2 ** this.#failures);
    this.#failures += 1;
    this.#callOff = this.#ports.after(this.#ports.random() * rangeMs, () => void this.#connect());
  }

  #drop(): void {
    this.#attempt += 1;
    this.#callOff();
    this.#socket?.close();
    this.#socket = undefined;
  }

  #say(state: LiveState): void {
    if (state === this.#state) return;
    this.#state = state;
    this.#listener.onState(state);
  }
}
