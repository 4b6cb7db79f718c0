import { type Loop, Process } from '../time/loop.js';
import type { Disk, DiskDatabase } from './disk.js';
import type { Records } from './records.js';

export interface DiskEvent {
  readonly type: string;
  readonly target: unknown;
  preventDefault(): void;
  stopPropagation(): void;
}

export interface SimRequest {
  result: unknown;
  error: DOMException | null;
  source: unknown;
  transaction: unknown;
  readyState: 'pending' | 'done';
  onsuccess: ((event: DiskEvent) => void) | null;
  onerror: ((event: DiskEvent) => void) | null;
}

export function newRequest(): SimRequest {
  return {
    result: undefined,
    error: null,
    source: null,
    transaction: null,
    readyState: 'pending',
    onsuccess: null,
    onerror: null,
  };
}

export function eventOf(type: string, target: unknown, onPrevent = () => {}): DiskEvent {
  return { type, target, preventDefault: onPrevent, stopPropagation: () => {} };
}

type State = 'waiting' | 'running' | 'committing' | 'ended';

/** What hangs on it has its turn as a microtask does, at a part of the cost. */
const resolved = Promise.resolve();

/** Seldom a disk lets others go first. */
const PAUSE_CHANCE = 0.04;

export interface Begun {
  readonly disk: Disk;
  readonly database: DiskDatabase;
  readonly owner: Process | null;
  readonly stores: readonly string[];
  readonly mode: 'readonly' | 'readwrite' | 'versionchange';
  readonly durability: string;
}

/** One transaction: what it writes is nobody else's before it is committed. */
export class OpenTransaction {
  state: State = 'waiting';
  error: DOMException | null = null;
  oncomplete: ((event: DiskEvent) => void) | null = null;
  onabort: ((event: DiskEvent) => void) | null = null;
  onerror: ((event: DiskEvent) => void) | null = null;
  /** Set by who opens databases: after everything else. */
  onEnd: (() => void) | null = null;
  readonly begun: Begun;
  readonly #loop: Loop;
  readonly #written = new Map<string, Records>();
  readonly #pending: (() => void)[] = [];
  readonly #outside = new Process('disk');
  #isTurning = false;

  constructor(begun: Begun) {
    this.begun = begun;
    this.#loop = begun.disk.loop;
    begun.database.queue.push(this);
    this.#post(() => this.look());
  }

  /** Begins when nothing before it is in the way, and ends when nothing more was asked. */
  look(): void {
    if (this.state === 'waiting' && !this.#isFree()) return;
    if (this.state === 'waiting') this.state = 'running';
    if (this.state !== 'running') return;
    if (this.#pending.length > 0) this.#turn();
    else if (!this.#isTurning) this.#commit();
  }

  recordsOf(store: string): Records {
    return this.#written.get(store) ?? this.begun.database.records.get(store) ?? [];
  }

  write(store: string, records: Records): void {
    this.#written.set(store, records);
  }

  /** @param work gives the result, or throws what the request fails with */
  ask(request: SimRequest, work: () => unknown): SimRequest {
    if (this.state === 'committing' || this.state === 'ended')
      throw new DOMException('the transaction has ended', 'TransactionInactiveError');
    this.#pending.push(() => this.#answer(request, work));
    if (this.state === 'running' && !this.#isTurning) this.#turn();
    return request;
  }

  abort(error: DOMException | null = null): void {
    if (this.state === 'ended') throw new DOMException('the transaction has ended', 'InvalidStateError');
    this.error = error;
    this.#pending.length = 0;
    this.#end();
    this.#post(() => {
      this.onabort?.(eventOf('abort', this));
      this.onEnd?.();
    });
  }

  /** Whoever says so will ask for nothing more; it is committed a moment later in any case. */
  commit(): void {}

  /** The process died: nobody hears of it, and what was not committed is gone. */
  forget(): void {
    if (this.state !== 'ended') this.#end();
  }

  #isFree(): boolean {
    const { database, stores, mode } = this.begun;
    for (const before of database.queue) {
      if (before === this) return true;
      const isShared = before.begun.stores.some((store) => stores.includes(store));
      const isWriting = mode !== 'readonly' || before.begun.mode !== 'readonly';
      if (isShared && isWriting) return false;
    }
    return true;
  }

  /** The next request, in a moment of its own; what its answer leads to may ask for more. */
  #turn(): void {
    this.#isTurning = true;
    const run = () => {
      this.#isTurning = false;
      if (this.state !== 'running') return;
      this.#pending.shift()?.();
      if (this.#pending.length > 0) this.#turn();
      else this.#post(() => this.look());
    };
    const { random } = this.begun.disk;
    if (random.chance(PAUSE_CHANCE)) this.#post(run, random.int(0, 20));
    else void resolved.then(run);
  }

  #answer(request: SimRequest, work: () => unknown): void {
    request.readyState = 'done';
    request.transaction = this;
    try {
      request.result = work();
      request.onsuccess?.(eventOf('success', request));
    } catch (error) {
      if (!(error instanceof DOMException)) throw error;
      request.error = error;
      let isPrevented = false;
      const event = eventOf('error', request, () => {
        isPrevented = true;
      });
      request.onerror?.(event);
      if (!isPrevented) this.onerror?.(event);
      if (!isPrevented && this.state === 'running') this.abort(error);
    }
  }

  #commit(): void {
    this.state = 'committing';
    const { disk, database, durability, mode } = this.begun;
    const isWriting = this.#written.size > 0 || mode === 'versionchange';
    if (!isWriting) {
      this.#complete();
      return;
    }
    if (disk.isFull && mode !== 'versionchange') {
      this.abort(new DOMException('the disk is full', 'QuotaExceededError'));
      return;
    }
    // A process may die between the moment at which the bytes are there and the one at which it hears of it.
    this.#post(
      () => {
        for (const [store, records] of this.#written) database.records.set(store, records);
        this.#keep(durability);
        this.#post(() => this.#complete(), disk.random.int(0, 6));
      },
      disk.random.int(0, 4),
    );
  }

  /** A relaxed transaction is said to have completed while its bytes may still be on their way. */
  #keep(durability: string): void {
    const { disk, database } = this.begun;
    const flush = () => {
      database.durable = new Map(database.records);
    };
    if (durability === 'strict') flush();
    else disk.loop.post(disk.random.int(500, 30_000), flush, this.#outside);
  }

  #complete(): void {
    const { disk, mode } = this.begun;
    this.#end();
    if (mode === 'readwrite' && disk.unheard > 0) {
      disk.unheard -= 1;
      this.onabort?.(eventOf('abort', this));
    } else this.oncomplete?.(eventOf('complete', this));
    this.onEnd?.();
  }

  #end(): void {
    this.state = 'ended';
    const { queue } = this.begun.database;
    queue.splice(queue.indexOf(this), 1);
    for (const next of queue) next.#post(() => next.look());
  }

  #post(run: () => void, delayMs = 0): void {
    this.#loop.post(delayMs, run, this.begun.owner);
  }
}
