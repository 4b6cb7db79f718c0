import type { IndexedDbPort } from './database.js';

/** What a socket says. */
export interface SocketListener {
  open(): void;
  message(data: unknown): void;
  /** Once, also when it never opened. */
  close(): void;
}

/** What a phone needs of the machine it runs on; a browser's in the app, Node's in tests. */
export interface Ports {
  readonly indexedDb: IndexedDbPort;
  readonly crypto: Crypto;
  /** Takes absolute addresses. */
  readonly fetch: typeof fetch;
  /** Origin of the server, without a slash at the end. */
  readonly origin: string;
  readonly openSocket: (url: string, listener: SocketListener) => { close(): void };
  /** Milliseconds since 1970, as the phone believes. */
  readonly wall: () => number;
  /** Milliseconds of a clock that only goes forward while the page lives. */
  readonly monotonic: () => number;
  readonly random: () => number;
  /** Rounds of the same work follow each other at once: for a phone whose clocks stand still while they run. */
  readonly unpaced?: true;
  /**
   * Waits until no other tab holds it and calls `held`; the lock is kept until the promise that `held` gives is
   * settled. `taken` is called at once when another tab holds it now.
   */
  readonly hold: (lock: HeldLock) => Promise<void>;
  /** Calls the listener when the phone has reason to look at once: it is seen again, or a network has come. */
  readonly onWakeUp: (listener: () => void) => () => void;
  /**
   * Waits until nothing else wants the thread, for work that can wait and is done in small pieces. Absent: such work is
   * not done at all.
   */
  readonly whenIdle?: () => Promise<void>;
  /** Gets what nobody expected; the phone goes on. */
  readonly onFault: (error: unknown) => void;
}

export interface HeldLock {
  readonly name: string;
  readonly signal: AbortSignal;
  readonly taken: () => void;
  readonly held: () => Promise<void>;
}
