import pouch from 'pouchdb-browser';

/** What the package has no types for. */
interface Database {
  readonly replicate: {
    from(source: string, options: object): Promise<{ docs_written: number; errors: readonly unknown[] }>;
  };
  get(id: string): Promise<object>;
  close(): Promise<void>;
  destroy(): Promise<unknown>;
}

const PouchDB: new (name: string) => Database = pouch;

const BATCH = 1_000;
const BATCHES_AT_ONCE = 5;

/** What the benchmark does with PouchDB in a browser; the disk is as the call before has left it. */
const measures = {
  /** The attendees of a CouchDB to the phone, as PouchDB's own replication does it. */
  async replicate({ url, attendees }: { url: string; attendees: number }): Promise<{ ms: number }> {
    await measures.drop();
    const phone = new PouchDB('attendees');
    const begin = performance.now();
    const options = { batch_size: BATCH, batches_limit: BATCHES_AT_ONCE };
    const { docs_written, errors } = await phone.replicate.from(url, options);
    const ms = performance.now() - begin;
    if (docs_written !== attendees || errors.length > 0)
      throw new Error(`${docs_written} of ${attendees} came.`);
    await phone.close();
    return { ms };
  },
  /** From nothing in memory to one attendee found. */
  async start(id: string): Promise<{ ms: number }> {
    const begin = performance.now();
    await new PouchDB('attendees').get(id);
    return { ms: performance.now() - begin };
  },
  async drop(): Promise<void> {
    await new PouchDB('attendees').destroy();
  },
};

Object.assign(globalThis, { gatehousePouch: measures });
