import { toHex } from '@gatehouse/shared/bytes';
import { contentAddress, type DoorKeys, findTicket, type Manifest } from '@gatehouse/shared/manifest';
import { chooseEd25519, type Subtle } from '@gatehouse/shared/signing';
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { type IndexedDbPort, PhoneDatabase } from '../database.js';
import {
  digestBy,
  type EventName,
  fetchRoot,
  fetchSegments,
  type ListSource,
} from '../manifest/fetch-list.js';
import { createLists, type Lists } from '../manifest/lists.js';
import type { Answer, Request } from '../sync/http.js';
import { life, type SampleDoor, type SampleList, sampleEvent, ticketHash } from './sample-list.js';

/** The event of the sample lists, by both of its names. */
export const sampleName: EventName = { id: '0192f0aa-0000-7000-8000-000000000001', number: sampleEvent };

/** The disk of a phone: what is opened on it again is another start of the same phone. */
export function createDisk(): IndexedDbPort {
  return { indexedDB: new IDBFactory(), IDBKeyRange };
}

/** A start of the phone: its lists as they are on the disk. */
export async function startLists(
  disk: IndexedDbPort,
  prepare: (database: PhoneDatabase) => void = () => undefined,
): Promise<{ lists: Lists; database: PhoneDatabase }> {
  const database = new PhoneDatabase(disk);
  prepare(database);
  const lists = createLists({ database, onChange: () => undefined, onDoorKeys: () => undefined });
  await lists.load();
  return { lists, database };
}

/** The disk of a phone that has this list, whole. */
export async function diskWith(list: SampleList, door: SampleDoor): Promise<IndexedDbPort> {
  const disk = createDisk();
  const wire = createWire();
  serveList(wire, list);
  const { lists, database } = await startLists(disk);
  const source = await sourceOf(wire, lists, door.keys);
  await fetchRoot(source, sampleName);
  await fetchSegments(source, sampleName);
  database.close();
  return disk;
}

/** @returns `missing` while the part with this sample ticket is not here; undefined: the list has no such ticket */
export function stateIn(manifest: Manifest | null, index: number): string | undefined {
  const found = manifest && findTicket(manifest, ticketHash(index));
  return found === 'missing' ? found : found?.state;
}

/** Every write from this one on fails, as if the phone had lost its power there. */
export function losePowerAt(step: number): (database: PhoneDatabase) => void {
  let writes = 0;
  return (opened) =>
    opened.use({
      stack: 'dbcore',
      name: 'power-cut',
      create: (core) => ({
        ...core,
        table(name) {
          const table = core.table(name);
          return {
            ...table,
            mutate(request) {
              writes += 1;
              return writes >= step ? Promise.reject(new Error('power cut')) : table.mutate(request);
            },
          };
        },
      }),
    });
}

export interface Wire {
  /** What was asked for, in order. */
  readonly asked: string[];
  /** Answers by the end of their path. */
  readonly answers: Map<
    string,
    Uint8Array | 'nothing_newer' | { readonly code: string; readonly status: number }
  >;
  /** How many answers still come through; then the line is cut. */
  left: number;
  ask(wish: Request): Promise<Answer>;
}

/** A line to a server that says what the test put there, and is cut after so many answers. */
export function createWire(): Wire {
  const wire: Wire = {
    asked: [],
    answers: new Map(),
    left: Number.POSITIVE_INFINITY,
    async ask({ path }) {
      if (wire.left <= 0) return { ok: false, reason: 'unreachable' };
      wire.left -= 1;
      const name = path.split('/').at(-1) ?? '';
      wire.asked.push(name);
      const answer = wire.answers.get(name);
      if (answer === 'nothing_newer') return { ok: true, status: 204, bytes: new Uint8Array() };
      if (answer instanceof Uint8Array) return { ok: true, status: 200, bytes: answer };
      return { ok: false, reason: 'refused', ...(answer ?? { status: 404, code: 'not_found' }) };
    },
  };
  return wire;
}

/** The server has this list from now on. */
export function serveList(wire: Wire, { blob, parts }: SampleList): void {
  wire.answers.set('root', blob);
  for (const part of parts) wire.answers.set(addressOf(part), part);
}

/** The name of what a phone asks for behind a position of the tickets feed. */
export function pageBehind(count: number): string {
  return `tickets?start=${life}&from=${count}&version=2`;
}

export function addressOf(part: Uint8Array): string {
  return toHex(contentAddress(part));
}

export async function sourceOf(wire: Wire, lists: Lists, keys: DoorKeys): Promise<ListSource> {
  const verify = await chooseEd25519(crypto.subtle as unknown as Subtle);
  return { api: wire, lists, verify, digest: digestBy(crypto.subtle), doorKeys: () => keys };
}
