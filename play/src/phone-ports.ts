import type { Ports } from '@gatehouse/scanner/store';
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import type { DeviceClock } from './device-clock.js';

/** The machine that a played phone runs on: what is written stays over restarts. */
export interface PlayedMachine extends Pick<Ports, 'indexedDb' | 'crypto' | 'wall' | 'monotonic' | 'hold'> {}

export function playedMachine(clock: DeviceClock): PlayedMachine {
  const locks = new Map<string, Promise<void>>();
  return {
    indexedDb: { indexedDB: new IDBFactory(), IDBKeyRange },
    crypto: globalThis.crypto,
    wall: clock.wall,
    monotonic: clock.monotonic,
    hold: ({ name, held }) => {
      const holding = (locks.get(name) ?? Promise.resolve()).then(held);
      locks.set(
        name,
        holding.catch(() => undefined),
      );
      return holding;
    },
  };
}
