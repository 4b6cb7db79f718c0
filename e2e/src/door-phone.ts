import { createPhone, type IndexedDbPort, type Phone, type Ports } from '@gatehouse/scanner/store';
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { WebSocket } from 'ws';

/** A phone whose app runs in Node: what it keeps stays on its disk, and its network can be cut. */
export class DoorPhone {
  readonly disk: IndexedDbPort = { indexedDB: new IDBFactory(), IDBKeyRange };
  readonly faults: unknown[] = [];
  /** Method and path of everything that was asked of the server. */
  readonly requests: string[] = [];
  phone: Phone;
  readonly #origin: string;
  readonly #sockets = new Set<WebSocket>();
  readonly #locks = new Map<string, Promise<void>>();
  readonly #wakeUps = new Set<() => void>();
  #isConnected = true;

  constructor(origin: string) {
    this.#origin = origin;
    this.phone = this.#start();
  }

  get state() {
    return this.phone.state.get();
  }

  get gateway() {
    const gateway = this.phone.gateway.get();
    if (gateway === null) throw new Error('The log of this phone is not open.');
    return gateway;
  }

  cut(): void {
    this.#isConnected = false;
    for (const socket of this.#sockets) socket.terminate();
  }

  connect(): void {
    this.#isConnected = true;
    for (const wakeUp of this.#wakeUps) wakeUp();
  }

  /** The app is closed and opened again. */
  async restart(): Promise<void> {
    await this.phone.close();
    this.phone = this.#start();
  }

  /** Changes every record of a store on the disk, behind the app's back. */
  change(name: string, store: string, change: (record: { bytes: Uint8Array }) => object): Promise<void> {
    return new Promise((resolve, reject) => {
      const opening = this.disk.indexedDB.open(name);
      opening.onerror = () => reject(opening.error);
      opening.onsuccess = () => {
        const database = opening.result;
        const transaction = database.transaction(store, 'readwrite');
        const walk = transaction.objectStore(store).openCursor();
        walk.onsuccess = () => {
          walk.result?.update(change(walk.result.value));
          walk.result?.continue();
        };
        transaction.onerror = () => reject(transaction.error);
        transaction.oncomplete = () => {
          database.close();
          resolve();
        };
      };
    });
  }

  #start(): Phone {
    return createPhone(this.#ports());
  }

  #ports(): Ports {
    return {
      indexedDb: this.disk,
      crypto: globalThis.crypto,
      fetch: (...request) => {
        this.requests.push(`${request[1]?.method ?? 'GET'} ${new URL(String(request[0])).pathname}`);
        return this.#isConnected ? fetch(...request) : Promise.reject(new Error('no network'));
      },
      origin: this.#origin,
      openSocket: (url, listener) => {
        const socket = new WebSocket(url);
        this.#sockets.add(socket);
        socket.on('open', () => listener.open());
        socket.on('message', (data) => listener.message(data.toString()));
        // Without a listener an error would end the process; `close` follows it.
        socket.on('error', () => undefined);
        socket.on('close', () => {
          this.#sockets.delete(socket);
          listener.close();
        });
        return socket;
      },
      wall: () => Date.now(),
      monotonic: () => performance.now(),
      random: Math.random,
      onFault: (fault) => this.faults.push(fault),
      hold: ({ name, held }) => {
        const holding = (this.#locks.get(name) ?? Promise.resolve()).then(held);
        this.#locks.set(
          name,
          holding.catch(() => undefined),
        );
        return holding;
      },
      whenIdle: () => new Promise((resolve) => setImmediate(resolve)),
      onWakeUp: (listener) => {
        this.#wakeUps.add(listener);
        return () => this.#wakeUps.delete(listener);
      },
    };
  }
}
