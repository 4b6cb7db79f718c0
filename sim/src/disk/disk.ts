import type { Loop } from '../time/loop.js';
import type { Random } from '../time/random.js';
import type { Records, StoreShape } from './records.js';
import type { OpenTransaction } from './transaction.js';

/** One database as it lies on the disk. */
export interface DiskDatabase {
  readonly name: string;
  version: number;
  shapes: Map<string, StoreShape>;
  /** What every transaction that begins now sees. */
  records: Map<string, Records>;
  /** What a loss of power leaves. */
  durable: Map<string, Records>;
  /** In the order in which they began: a later one waits for those whose stores it shares. */
  readonly queue: OpenTransaction[];
}

/** The storage of one phone; it outlives every process. */
export class Disk {
  readonly databases = new Map<string, DiskDatabase>();
  /** From now on nothing more can be written. */
  isFull = false;
  /** The next transactions find their connection gone, as many as this. */
  lost = 0;
  /** The next writes reach the disk, as many as this, and the browser says that they have not. */
  unheard = 0;
  /** How many rows, keys or lists were ever thrown away by the browser. */
  evictions = 0;
  readonly loop: Loop;
  readonly random: Random;

  constructor(loop: Loop, random: Random) {
    this.loop = loop;
    this.random = random;
  }

  database(name: string): DiskDatabase {
    const found = this.databases.get(name);
    if (found !== undefined) return found;
    const made: DiskDatabase = {
      name,
      version: 0,
      shapes: new Map(),
      records: new Map(),
      durable: new Map(),
      queue: [],
    };
    this.databases.set(name, made);
    return made;
  }

  /** What was promised to be on the disk is there; what was only written is not. */
  losePower(): void {
    for (const database of this.databases.values()) database.records = new Map(database.durable);
  }

  /** The browser throws everything away. */
  evict(): void {
    this.evictions += 1;
    this.databases.clear();
  }

  /** As an older version of the app would have left it. */
  ageTo(version: number, stores: ReadonlySet<string>): void {
    for (const database of this.databases.values()) {
      database.version = Math.min(version, database.version);
      for (const name of [...database.shapes.keys()]) {
        if (stores.has(name)) continue;
        database.shapes.delete(name);
        database.records.delete(name);
        database.durable.delete(name);
      }
    }
  }

  /** Another phone with the same bytes. */
  copy(random: Random): Disk {
    const disk = new Disk(this.loop, random);
    for (const [name, { version, shapes, records }] of this.databases) {
      const own = { name, version, shapes: new Map(shapes), queue: [] };
      disk.databases.set(name, { ...own, records: new Map(records), durable: new Map(records) });
    }
    return disk;
  }
}
