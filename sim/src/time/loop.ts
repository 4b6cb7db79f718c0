/** Something that can die: all that waits for it to go on is forgotten then. */
export class Process {
  isAlive = true;
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}

export interface Task {
  readonly at: number;
  readonly order: number;
  readonly owner: Process | null;
  readonly run: () => void;
  isOff: boolean;
}

/** Captured before anybody puts virtual ones in their places. */
const { nextTick } = process;

/** Settles when no promise has anything left to do without a further task. To be called from a promise's own turn. */
export function drained(): Promise<void> {
  return new Promise(nextTick);
}

/**
 * One virtual clock and all that waits for it, one task after another. Between two tasks everything that promises
 * led to has been done, so whatever a task starts belongs to the process of that task.
 */
export class Loop {
  /** True time, milliseconds since 1970. */
  now: number;
  /** Whose task runs. */
  current: Process | null = null;
  /** How many tasks have run. */
  ran = 0;
  #made = 0;
  readonly #heap: Task[] = [];

  constructor(now: number) {
    this.now = now;
  }

  post(delayMs: number, run: () => void, owner: Process | null = this.current): Task {
    const at = this.now + Math.ceil(Math.max(0, delayMs || 0));
    this.#made += 1;
    const task: Task = { at, order: this.#made, owner, run, isOff: false };
    this.#push(task);
    return task;
  }

  /** Does something as the process would, and all that follows at once. */
  async as<T>(owner: Process | null, work: () => T): Promise<T> {
    const before = this.current;
    this.current = owner;
    try {
      const done = work();
      await drained();
      return done;
    } finally {
      this.current = before;
    }
  }

  /** Has a process do something, and everybody go on until it is done. @returns undefined when it takes too long */
  async drive<T>(owner: Process | null, work: () => Promise<T>, limitMs = 600_000): Promise<T | undefined> {
    const begun: { it?: Promise<T> } = {};
    await this.as(owner, () => {
      begun.it = work();
    });
    return begun.it && this.settle(begun.it, limitMs);
  }

  /** Waits as a process does. */
  pause(delayMs: number): Promise<void> {
    return new Promise((resolve) => {
      this.post(delayMs, resolve);
    });
  }

  /** Runs the next task. @returns false when none is due by then */
  async step(until = Number.POSITIVE_INFINITY): Promise<boolean> {
    for (;;) {
      const [task] = this.#heap;
      if (task === undefined || task.at > until) return false;
      this.#pop();
      if (task.isOff || task.owner?.isAlive === false) continue;
      this.now = Math.max(this.now, task.at);
      this.ran += 1;
      await this.as(task.owner, task.run);
      return true;
    }
  }

  async runFor(ms: number): Promise<void> {
    const until = this.now + ms;
    while (await this.step(until));
    this.now = Math.max(this.now, until);
  }

  /** Lets time go by in which nobody does anything; what was due is done late. */
  skip(ms: number): void {
    this.now += ms;
  }

  /** Runs until the promise is settled. @returns undefined when it is not within the time */
  async settle<T>(promise: Promise<T>, limitMs: number): Promise<T | undefined> {
    const waited: { value?: { readonly it: T }; error?: { readonly it: unknown } } = {};
    promise.then(
      (it) => {
        waited.value = { it };
      },
      (it: unknown) => {
        waited.error = { it };
      },
    );
    const until = this.now + limitMs;
    await drained();
    while (waited.value === undefined && waited.error === undefined && (await this.step(until)));
    if (waited.error !== undefined) throw waited.error.it;
    return waited.value?.it;
  }

  #push(task: Task): void {
    const heap = this.#heap;
    let at = heap.push(task) - 1;
    while (at > 0) {
      const above = (at - 1) >> 1;
      const other = heap[above];
      if (other === undefined || isBefore(other, task)) break;
      heap[at] = other;
      at = above;
    }
    heap[at] = task;
  }

  #pop(): void {
    const heap = this.#heap;
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return;
    let at = 0;
    for (;;) {
      const left = 2 * at + 1;
      const [first, second] = [heap[left], heap[left + 1]];
      if (first === undefined) break;
      const below = second !== undefined && isBefore(second, first) ? left + 1 : left;
      const next = heap[below];
      if (next === undefined || isBefore(last, next)) break;
      heap[at] = next;
      at = below;
    }
    heap[at] = last;
  }
}

function isBefore(a: Task, b: Task): boolean {
  return a.at < b.at || (a.at === b.at && a.order < b.order);
}
