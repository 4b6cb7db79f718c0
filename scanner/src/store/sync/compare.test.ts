import { digestHex, digestTicketList, NO_DIGEST } from '@gatehouse/shared/digest';
import { type CoreRecord, coreCells } from '@gatehouse/shared/manifest';
import { afterEach, expect, it } from 'vitest';
import type { IndexedDbPort, PhoneDatabase } from '../database.js';
import { fetchRoot, fetchSegments, fetchTicketPages } from '../manifest/fetch-list.js';
import type { EventDigest } from '../phone.js';
import {
  life,
  sampleDoor,
  sampleEvent,
  sampleList,
  samplePage,
  ticket,
  ticketHash,
} from '../test/sample-list.js';
import {
  createDisk,
  createWire,
  sampleName as event,
  pageBehind,
  serveList,
  sourceOf,
  startLists,
  stateIn,
  type Wire,
} from '../test/test-phone.js';
import { type CompareOptions, createComparer } from './compare.js';
import type { Request } from './http.js';

const door = await sampleDoor();
const tickets = Array.from({ length: 40 }, (_, index) => ticket(index));
const list = await sampleList(door, tickets, { position: 1, tickets: 10 });
const cancelled = ticket(3, { state: 'cancelled' });
const page = await samplePage(door, { from: 10, to: 11, tickets: [cancelled] });
const truth = digestHex(
  digestTicketList({
    core: bytesOf(tickets.map((one, index) => (index === 3 ? cancelled : one))),
    media: new Uint8Array([...ticketHash(1), ...ticketHash(2)]),
    links: new Uint8Array(),
  }),
);

function bytesOf(records: readonly CoreRecord[]): Uint8Array {
  return new Uint8Array(records.flatMap((record) => [...record.hash, ...coreCells(record)]));
}

const databases: PhoneDatabase[] = [];
afterEach(() => {
  for (const database of databases.splice(0)) database.close();
});

/** A server that compares with what it has. `said`: its answers about the tickets. */
function wireWith(said: string[]): Wire {
  const wire = createWire();
  serveList(wire, list);
  wire.answers.set(pageBehind(10), page).set(pageBehind(11), 'nothing_newer');
  const { ask } = wire;
  wire.ask = async (wish: Request) => {
    if (!wish.path.endsWith('/digest')) return ask(wish);
    const held = JSON.parse(String(wish.body)) as Record<'tickets' | 'scans', { digest: string }>;
    const same = held.tickets.digest === truth ? 'same' : 'differs';
    said.push(same);
    expect(held.scans).toEqual({ start: life, count: 0, digest: digestHex(NO_DIGEST) });
    const bytes = new TextEncoder().encode(JSON.stringify({ data: { tickets: same, scans: 'same' } }));
    return { ok: true, status: 200, bytes };
  };
  return wire;
}

async function startPhone(disk: IndexedDbPort, wire: Wire) {
  const { lists, database } = await startLists(disk);
  databases.push(database);
  const source = await sourceOf(wire, lists, door.keys);
  const told: EventDigest[] = [];
  let now = 0;
  const options: CompareOptions = {
    ...source,
    log: {
      scansPosition: () => null,
      scansHeld: async () => null,
      retakeScans: async () => false,
    },
    needs: { add: () => undefined, has: () => false },
    events: () => [event],
    whenIdle: async () => undefined,
    monotonic: () => now,
    tell: (_, digest) => told.push(digest),
  };
  const compare = createComparer(options);
  return {
    lists,
    database,
    source,
    told,
    /** A while after the one before. */
    compare() {
      now += 60_000;
      return compare();
    },
    compareAtOnce: compare,
  };
}

type Running = Awaited<ReturnType<typeof startPhone>>;

async function fetchAll({ source }: Running): Promise<void> {
  for (const fetch of [fetchRoot, fetchSegments, fetchTicketPages])
    expect(await fetch(source, event)).toEqual({ ok: true });
}

const stateOf = ({ lists }: Running, index: number) => stateIn(lists.manifestOf(sampleEvent), index);

it('is said to be the same, and is not summed up again until something changes', async () => {
  const said: string[] = [];
  const phone = await startPhone(createDisk(), wireWith(said));
  await fetchAll(phone);
  await phone.compare();
  await phone.compare();
  expect(said).toEqual(['same']);
  expect(phone.told).toEqual([{ digest: truth.slice(0, 8), tickets: 11, scans: 0, agreement: 'same' }]);
});

it('is told apart when a segment on the disk is another, and fetched anew, and the same again', async () => {
  const disk = createDisk();
  const first = await startPhone(disk, wireWith([]));
  await fetchAll(first);
  // The state of one ticket, where it is written.
  await first.database.segments.toCollection().modify((part) => {
    const at = part.bytes.findIndex(
      (byte, index) => part.bytes[1] === 1 && index > 9 + 40 * 11 && byte === 0,
    );
    if (at !== -1) part.bytes[at] = 0x40;
  });
  const said: string[] = [];
  const wire = wireWith(said);
  const phone = await startPhone(disk, wire);
  const states = () => tickets.map((_, index) => stateOf(phone, index));
  expect(states()).toContain('blocked');
  await phone.compare();
  expect(said).toEqual(['differs', 'same']);
  expect(phone.told.map(({ agreement }) => agreement)).toEqual(['differs', 'same']);
  expect(states()).not.toContain('blocked');
  expect(stateOf(phone, 3)).toBe('cancelled');
  const again = await startPhone(disk, wire);
  expect(stateOf(again, 3)).toBe('cancelled');
  expect(again.lists.manifestOf(sampleEvent)?.tickets).toEqual({ start: life, count: 11 });
});

it('keeps what it has while the server cannot be reached, and does not ask for it again and again', async () => {
  const disk = createDisk();
  const first = await startPhone(disk, wireWith([]));
  await fetchAll(first);
  await first.database.pages.clear();
  const said: string[] = [];
  const wire = wireWith(said);
  const phone = await startPhone(disk, wire);
  // At the position of the segments, where the server is not any more, but says so all the same.
  wire.left = 0;
  await phone.compare();
  expect(said).toEqual(['differs', 'differs']);
  expect(phone.lists.isComplete(sampleEvent)).toBe(true);
  wire.left = Number.POSITIVE_INFINITY;
  await phone.compare();
  expect(wire.asked).toEqual([]);
  expect(phone.told.at(-1)?.agreement).toBe('differs');
  // Too early for another sum: it comes again by itself, when nobody wakes it any more.
  expect(await phone.compareAtOnce()).toEqual({ retryMs: 5_000 });
  expect(await phone.compare()).toBe('idle');
});
