import { toHex } from '@gatehouse/shared/bytes';
import { acceptRoot, CORE_SEGMENT, findTicket, type Manifest, openTable } from '@gatehouse/shared/manifest';
import { chooseEd25519, type Subtle } from '@gatehouse/shared/signing';
import Dexie from 'dexie';
import { PhoneDatabase } from '../database.js';
import { openGateway } from '../log/index.js';
import { codeOf, EVENT, hashOf, shift, TestPhone } from '../log/test/world.js';
import {
  digestBy,
  type Fetched,
  fetchRoot,
  fetchSegments,
  fetchTicketPages,
  type ListSource,
} from '../manifest/fetch-list.js';
import { createLists, type Lists } from '../manifest/lists.js';
import { type LargeList, makeLargeList, makePages } from './large-list.js';
import { sampleDoor } from './sample-list.js';

/**
 * What the benchmark of the door does in a browser: each function is called on a page of its own, with the disk as
 * the call before has left it. All figures are milliseconds.
 */
export const doorMeasures = {
  importList,
  importParts,
  takePages,
  startFromCache,
  scan,
  importRows,
  startFromRows,
  dropRows,
};

const indexedDb = { indexedDB, IDBKeyRange };
const event = { id: 'event', number: EVENT };
const ROWS_AT_ONCE = 10_000;

/** From parts that lie in memory, as they come over the wire, to a list that decides and lies on the disk. */
async function importList(tickets: number): Promise<{ ms: number; bytes: number }> {
  await Dexie.delete('gatehouse');
  const list = await makeLargeList(await sampleDoor(), tickets);
  const lists = await openLists();
  const source = await sourceOf(lists, list, []);
  const begin = performance.now();
  require(await fetchRoot(source, event));
  require(await fetchSegments(source, event));
  const ms = performance.now() - begin;
  if (!lists.isComplete(EVENT)) throw new Error('The list is not complete.');
  readyOf(lists);
  return { ms, bytes: [...list.parts.values()].reduce((sum, part) => sum + part.length, 0) };
}

interface ImportParts {
  /** The root's signature and its shape. */
  readonly root: number;
  /** The hash of every part. */
  readonly hashes: number;
  /** The keys of every part, unpacked. */
  readonly opening: number;
  /** The same bytes to the disk in one strict transaction, and nothing else. */
  readonly disk: number;
}

/** What an import consists of, each part of it done alone. */
async function importParts(tickets: number): Promise<ImportParts> {
  const list = await makeLargeList(await sampleDoor(), tickets);
  const verify = await chooseEd25519(crypto.subtle as unknown as Subtle);
  const trust = { event: EVENT, keys: list.keys, held: null, verify };
  const root = await timed(() => acceptRoot(list.root, trust));
  if (!root.value.ok) throw new Error(root.value.reason);
  const { core } = root.value.value.root.segments;
  const parts = core.map((reference) => ({
    reference,
    address: toHex(reference.sha256),
    bytes: list.parts.get(toHex(reference.sha256)) ?? new Uint8Array(),
  }));
  const digest = digestBy(crypto.subtle);
  const hashes = await timed(() => Promise.all(parts.map(({ bytes }) => digest(bytes))));
  const opening = await timed(() =>
    openTable(
      CORE_SEGMENT,
      core,
      parts.map(({ bytes }) => bytes),
    ),
  );
  await Dexie.delete('bare');
  const database = new PhoneDatabase(indexedDb, 'bare');
  await database.open();
  const disk = await timed(() =>
    database.segments.bulkPut(parts.map(({ address, bytes }) => ({ address, bytes }))),
  );
  database.close();
  if (!opening.value.ok) throw new Error('A part is not as the root says.');
  return { root: root.ms, hashes: hashes.ms, opening: opening.ms, disk: disk.ms };
}

async function timed<T>(work: () => T): Promise<{ value: Awaited<T>; ms: number }> {
  const begin = performance.now();
  const value = await work();
  return { value, ms: performance.now() - begin };
}

/** Lays pages over the list of the import. */
async function takePages(changes: number): Promise<{ ms: number; bytes: number; pages: number }> {
  const door = await sampleDoor();
  const pages = await makePages(door, changes);
  const lists = await openLists();
  const list = { keys: door.keys, root: new Uint8Array(), parts: new Map() };
  const source = await sourceOf(lists, list, pages);
  const begin = performance.now();
  require(await fetchTicketPages(source, event));
  const ms = performance.now() - begin;
  if (lists.manifestOf(EVENT)?.tickets.count !== changes + 1) throw new Error('A page is missing.');
  return { ms, bytes: pages.reduce((sum, page) => sum + page.length, 0), pages: pages.length };
}

declare global {
  /** What a phone holds in memory while it scans; here so that the memory can be looked at. */
  var gatehouseLists: Lists | undefined;
}

/** From nothing in memory to a list that decides. */
async function startFromCache(): Promise<{ ms: number; firstTicketMs: number }> {
  const begin = performance.now();
  const lists = await openLists();
  const ms = performance.now() - begin;
  readyOf(lists);
  globalThis.gatehouseLists = lists;
  return { ms, firstTicketMs: performance.now() - begin };
}

interface Scans {
  /** From the text of a code to a verdict whose row is on the disk, ascending. */
  readonly verdicts: readonly number[];
  /** The same, until it also stands on the screen. */
  readonly painted: readonly number[];
  /** A bare row of the same length to the same disk, in between. */
  readonly rows: readonly number[];
}

/** @param first of the tickets scanned */
async function scan({ first, count }: { first: number; count: number }): Promise<Scans> {
  globalThis.gatehouseLists ??= await openLists();
  const lists = globalThis.gatehouseLists;
  const phone = new TestPhone(readyOf(lists), 'd1', { port: indexedDb } as unknown as TestPhone['disk']);
  const verify = await chooseEd25519(crypto.subtle as unknown as Subtle);
  const gateway = await openGateway({
    ...phone.options(),
    manifests: { ...phone.options().manifests, manifestOf: () => lists.manifestOf(EVENT) },
    verify,
  });
  const bare = await bareRows();
  const took: number[] = [];
  const painted: number[] = [];
  const rows: number[] = [];
  for (let index = first; index < first + count; index++) {
    const text = await codeOf(`ticket ${index}`);
    const begin = performance.now();
    const shown = await gateway.scan({ text, how: 'camera' }, shift);
    took.push(performance.now() - begin);
    if (!shown.recorded || shown.decision.result !== 'admit') throw new Error(shown.decision.reason);
    await paint(shown.decision.result);
    painted.push(performance.now() - begin);
    await gateway.markShown(shown.id);
    rows.push(await bare.add());
  }
  await gateway.close();
  bare.database.close();
  const ascending = (ms: number[]) => ms.sort((a, b) => a - b);
  return { verdicts: ascending(took), painted: ascending(painted), rows: ascending(rows) };
}

/** Resolves behind the frame that shows it: what comes after the callback of a frame comes after its paint. */
function paint(verdict: string): Promise<void> {
  document.body.dataset['verdict'] = verdict;
  document.body.style.background = document.body.style.background === 'green' ? 'darkgreen' : 'green';
  return new Promise((resolve) => {
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => resolve();
      port2.postMessage(null);
    });
  });
}

async function bareRows() {
  await Dexie.delete('bare');
  const database = new Dexie('bare', { ...indexedDb, chromeTransactionDurability: 'strict' });
  database.version(1).stores({ rows: '++seq' });
  await database.open();
  return {
    database,
    async add() {
      const begin = performance.now();
      await database.table('rows').add({ bytes: new Uint8Array(250) });
      return performance.now() - begin;
    },
  };
}

/** The same tickets as one row each, as a phone without packed parts would keep them. */
async function importRows(tickets: number): Promise<{ ms: number }> {
  await dropRows();
  const database = await openRows();
  let ms = 0;
  for (let from = 0; from < tickets; from += ROWS_AT_ONCE) {
    const rows = Array.from({ length: Math.min(ROWS_AT_ONCE, tickets - from) }, (_, index) => {
      const hash = toHex(from + index === 0 ? hashOf('ticket 1') : crypto.getRandomValues(new Uint8Array(8)));
      return { hash, class: 7, generation: 0, state: 'good', flags: 0, entries: 0 };
    });
    ms += (await timed(() => database.table('tickets').bulkPut(rows))).ms;
  }
  database.close();
  return { ms };
}

/** From nothing in memory to one ticket found among the rows; nothing else is read. */
async function startFromRows(): Promise<{ ms: number }> {
  const { ms } = await timed(async () => {
    const database = await openRows();
    const found: unknown = await database.table('tickets').get(toHex(hashOf('ticket 1')));
    if (found === undefined) throw new Error('The rows decide nothing.');
  });
  return { ms };
}

async function openRows(): Promise<Dexie> {
  const database = new Dexie('rows', { ...indexedDb, chromeTransactionDurability: 'strict' });
  database.version(1).stores({ tickets: 'hash' });
  return database.open();
}

function dropRows(): Promise<void> {
  return Dexie.delete('rows');
}

async function openLists(): Promise<Lists> {
  const database = new PhoneDatabase(indexedDb);
  const lists = createLists({ database, onChange: () => undefined, onDoorKeys: () => undefined });
  await lists.load();
  return lists;
}

function readyOf(lists: Lists): Manifest {
  const manifest = lists.manifestOf(EVENT);
  const found = manifest === null ? null : findTicket(manifest, hashOf('ticket 1'));
  if (manifest === null || found === null || found === 'missing')
    throw new Error('The list decides nothing.');
  return manifest;
}

/** A server whose answers lie in memory. */
async function sourceOf(lists: Lists, list: LargeList, pages: Uint8Array[]): Promise<ListSource> {
  const waiting = [...pages];
  const verify = await chooseEd25519(crypto.subtle as unknown as Subtle);
  return {
    lists,
    verify,
    digest: digestBy(crypto.subtle),
    doorKeys: () => list.keys,
    api: {
      async ask({ path }) {
        const isPage = path.includes('/pages/');
        const part = list.parts.get(path.split('/').at(-1) ?? '') ?? list.root;
        const bytes = isPage ? waiting.shift() : part;
        return { ok: true, status: bytes === undefined ? 204 : 200, bytes: bytes ?? new Uint8Array() };
      },
    },
  };
}

function require(fetched: Fetched): void {
  if (!fetched.ok) throw new Error(JSON.stringify(fetched));
}
