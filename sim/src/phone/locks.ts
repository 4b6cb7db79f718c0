import type { Loop, Process } from '../time/loop.js';

interface Holding {
  readonly owner: Process;
  readonly release: () => void;
}

interface Waiter {
  readonly owner: Process;
  /** In whose time it hears of it. */
  readonly process: Process | null;
  readonly granted: () => void;
}

/** The Web Locks of one origin on one phone: what a process held is free when it dies. */
export class Locks {
  readonly #loop: Loop;
  readonly #held = new Map<string, Holding>();
  readonly #waiting = new Map<string, Waiter[]>();

  constructor(loop: Loop) {
    this.#loop = loop;
  }

  isHeld(name: string): boolean {
    return this.#held.has(name);
  }

  /** Resolves when the owner has it. @param signal ends the waiting */
  take(
    name: string,
    owner: Process,
    { signal, process = owner }: { signal?: AbortSignal; process?: Process | null } = {},
  ): Promise<() => void> {
    return new Promise((resolve, reject) => {
      const granted = () => {
        const release = () => this.#release(name, owner);
        this.#held.set(name, { owner, release });
        resolve(release);
      };
      const holder = this.#held.get(name)?.owner;
      if (holder === undefined || holder === owner) return granted();
      const waiter = { owner, process, granted };
      const line = this.#waiting.get(name) ?? [];
      this.#waiting.set(name, [...line, waiter]);
      signal?.addEventListener('abort', () => {
        this.#waiting.set(
          name,
          (this.#waiting.get(name) ?? []).filter((one) => one !== waiter),
        );
        reject(new DOMException('nobody waits any more', 'AbortError'));
      });
    });
  }

  /** The process died, or its transaction was rolled back. */
  drop(owner: Process): void {
    for (const [name, line] of this.#waiting)
      this.#waiting.set(
        name,
        line.filter((one) => one.owner !== owner),
      );
    for (const [name, holding] of [...this.#held]) if (holding.owner === owner) this.#release(name, owner);
  }

  #release(name: string, owner: Process): void {
    if (this.#held.get(name)?.owner !== owner) return;
    this.#held.delete(name);
    const [next, ...rest] = (this.#waiting.get(name) ?? []).filter((one) => one.process?.isAlive !== false);
    this.#waiting.set(name, rest);
    if (next === undefined) return;
    // Taken for it at once, so that nobody comes in between; it hears of it in its own time.
    this.#held.set(name, { owner: next.owner, release: () => {} });
    this.#loop.post(0, next.granted, next.process);
  }
}
