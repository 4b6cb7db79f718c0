import { createPhone, type Phone, type Ports } from '@gatehouse/scanner/store';
import { IDBKeyRange } from 'fake-indexeddb';
import { Disk } from '../disk/disk.js';
import { factoryOf } from '../disk/factory.js';
import { type Loop, Process } from '../time/loop.js';
import type { Random } from '../time/random.js';
import type { PhoneClock } from './clock.js';
import { simCrypto } from './crypto.js';
import { type FarSide, Line } from './link.js';
import { Locks } from './locks.js';

export const origin = 'https://gatehouse.example';

/** One page of the app, open on a phone. */
export interface Tab {
  readonly process: Process;
  readonly phone: Phone;
  readonly wake: () => void;
}

export interface MachineParts {
  readonly name: string;
  readonly loop: Loop;
  readonly random: Random;
  readonly clock: PhoneClock;
  readonly far: FarSide;
  readonly onFault: (error: unknown) => void;
}

/** A phone as a thing: its disk, clock and line outlive every page of the app. */
export class Machine {
  readonly name: string;
  readonly clock: PhoneClock;
  readonly line: Line;
  disk: Disk;
  readonly tabs: Tab[] = [];
  readonly #parts: MachineParts;
  readonly #locks: Locks;

  constructor(parts: MachineParts) {
    const { name, loop, random, clock, far } = parts;
    this.#parts = parts;
    this.name = name;
    this.clock = clock;
    this.disk = new Disk(loop, random.fork());
    this.line = new Line(loop, random.fork(), far);
    this.#locks = new Locks(loop);
  }

  /** Opens the app once more. */
  async openTab(): Promise<Tab> {
    const { loop } = this.#parts;
    const process = new Process(this.name);
    const wakes = new Set<() => void>();
    const ports = this.#portsFor(process, wakes);
    const phone = await loop.as(process, () => createPhone(ports));
    const wake = () => {
      for (const each of wakes) each();
    };
    const tab = { process, phone, wake };
    this.tabs.push(tab);
    return tab;
  }

  /** It goes on nowhere; what it had not committed never will be. */
  kill(tab: Tab): void {
    tab.process.isAlive = false;
    this.tabs.splice(this.tabs.indexOf(tab), 1);
    for (const { queue } of this.disk.databases.values())
      for (const transaction of [...queue]) if (transaction.begun.owner === tab.process) transaction.forget();
    this.#locks.drop(tab.process);
  }

  killAll(): void {
    for (const tab of [...this.tabs]) this.kill(tab);
  }

  #portsFor(process: Process, wakes: Set<() => void>): Ports {
    const { random, onFault } = this.#parts;
    const { clock, line } = this;
    return {
      indexedDb: { indexedDB: factoryOf(this.disk, process), IDBKeyRange },
      crypto: simCrypto(random.fork()),
      fetch: line.fetchFor(process),
      origin,
      openSocket: line.openSocketFor(process),
      wall: () => clock.wall(),
      monotonic: clock.newMonotonic(),
      random: () => random.next(),
      hold: (lock) => this.#hold(process, lock),
      onWakeUp(listener) {
        wakes.add(listener);
        return () => wakes.delete(listener);
      },
      onFault,
    };
  }

  async #hold(process: Process, { name, signal, taken, held }: Parameters<Ports['hold']>[0]): Promise<void> {
    if (signal.aborted) return;
    if (this.#locks.isHeld(name)) taken();
    const release = await this.#locks.take(name, process, { signal }).catch(() => null);
    if (release === null) return;
    try {
      await held();
    } finally {
      release();
    }
  }
}
