import type { CoreRecord, Manifest } from '@gatehouse/shared/manifest';
import { describe, expect, it } from 'vitest';
import type { IndexedDbPort } from '../database.js';
import {
  life,
  type SampleList,
  sampleDoor,
  sampleEvent,
  sampleList,
  samplePage,
  ticket,
} from '../test/sample-list.js';
import {
  addressOf,
  createDisk,
  createWire,
  diskWith,
  sampleName as event,
  losePowerAt,
  pageBehind,
  serveList,
  sourceOf,
  startLists,
  stateIn,
  type Wire,
} from '../test/test-phone.js';
import { fetchRoot, fetchSegments, fetchTicketPages } from './fetch-list.js';

const door = await sampleDoor();
/** Enough for four core parts. */
const tickets = Array.from({ length: 17_000 }, (_, index) => ticket(index));
const old = await sampleList(door, tickets, { position: 1, tickets: 10 });
const cancelled = tickets.map(
  (each, index): CoreRecord => ({ ...each, state: index < 4000 ? 'cancelled' : 'good' }),
);
const newer = await sampleList(door, cancelled, { position: 2, tickets: 20 });

/** One start of the phone that fetches what it can and dies. */
async function run(disk: IndexedDbPort, wire: Wire) {
  const { lists, database } = await startLists(disk);
  const source = await sourceOf(wire, lists, door.keys);
  const root = await fetchRoot(source, event);
  const segments = await fetchSegments(source, event);
  database.close();
  return { root, segments, manifest: lists.manifestOf(sampleEvent), complete: lists.isComplete(sampleEvent) };
}

async function heldAfterRestart(
  disk: IndexedDbPort,
): Promise<{ manifest: Manifest | null; complete: boolean }> {
  const { lists, database } = await startLists(disk);
  database.close();
  return { manifest: lists.manifestOf(sampleEvent), complete: lists.isComplete(sampleEvent) };
}

describe('the first list', () => {
  it('has several parts', () => {
    expect(old.parts).toHaveLength(5);
  });

  it.each([0, 1, 2, 3, 4, 5])('goes on behind a cut after %i parts', async (count) => {
    const disk = createDisk();
    const wire = createWire();
    serveList(wire, old);
    wire.left = 1 + count;
    await run(disk, wire);
    const before = await heldAfterRestart(disk);
    expect(before.complete).toBe(count === 5);
    const fetched = wire.asked.slice(1);
    expect(fetched).toHaveLength(count);
    wire.left = Number.POSITIVE_INFINITY;
    wire.asked.length = 0;
    await run(disk, wire);
    const rest = old.parts.map(addressOf).filter((address) => !fetched.includes(address));
    expect(wire.asked.slice(1).toSorted()).toEqual(rest.toSorted());
    expect(await heldAfterRestart(disk)).toMatchObject({ complete: true });
  });

  it('serves with the parts that are here', async () => {
    const disk = createDisk();
    const wire = createWire();
    serveList(wire, old);
    wire.left = 3;
    await run(disk, wire);
    const { manifest } = await heldAfterRestart(disk);
    const found = tickets.map((_, index) => stateIn(manifest, index));
    expect(new Set(found)).toEqual(new Set(['good', 'missing']));
  });

  it('keeps no part that is not what the root says', async () => {
    const disk = createDisk();
    const wire = createWire();
    serveList(wire, old);
    const [first] = old.parts;
    const address = addressOf(first ?? new Uint8Array());
    wire.answers.set(address, newer.parts[0] ?? new Uint8Array());
    const { segments } = await run(disk, wire);
    expect(segments).toEqual({ ok: false, reason: 'list', refusal: 'not_genuine' });
    expect((await heldAfterRestart(disk)).complete).toBe(false);
  });
});

describe('a newer list', () => {
  it('replaces the old one with its last part, whole', async () => {
    const disk = await diskWith(old, door);
    const wire = createWire();
    serveList(wire, newer);
    for (let count = 1; count <= 5; count++) {
      wire.left = count;
      await run(disk, wire);
      const { manifest, complete } = await heldAfterRestart(disk);
      expect(complete).toBe(true);
      const isNew = manifest?.root.position.count === 2;
      expect(stateIn(manifest, 0)).toBe(isNew ? 'cancelled' : 'good');
      if (isNew) return;
    }
    expect.fail('the newer list never came into service');
  });

  it('is the old one or the new one, whole, wherever the phone is killed', async () => {
    const seen = new Set<number>();
    for (let step = 1; ; step++) {
      const disk = await diskWith(old, door);
      const died = await updateAndDieAt(disk, step);
      const { manifest, complete } = await heldAfterRestart(disk);
      const position = manifest?.root.position.count ?? 0;
      seen.add(position);
      expect({ step, complete, state: stateIn(manifest, 0) }).toEqual({
        step,
        complete: true,
        state: position === 2 ? 'cancelled' : 'good',
      });
      if (!died) break;
    }
    expect(seen).toEqual(new Set([1, 2]));
  });

  it('with the same parts is in service at once', async () => {
    const disk = await diskWith(old, door);
    const wire = createWire();
    serveList(wire, await sampleList(door, tickets, { position: 5, tickets: 10, name: 'New rules' }));
    wire.left = 1;
    const { manifest, complete } = await run(disk, wire);
    expect(manifest?.root.name).toBe('New rules');
    expect(complete).toBe(true);
  });

  it('leaves no part behind that no list needs', async () => {
    const disk = await diskWith(old, door);
    const wire = createWire();
    serveList(wire, newer);
    await run(disk, wire);
    const { database } = await startLists(disk);
    const kept = await database.segments.toCollection().primaryKeys();
    expect(kept.toSorted()).toEqual(newer.parts.map(addressOf).toSorted());
  });
});

/** @returns false: nothing failed */
async function updateAndDieAt(disk: IndexedDbPort, step: number): Promise<boolean> {
  const { lists, database } = await startLists(disk, losePowerAt(step));
  const wire = createWire();
  serveList(wire, newer);
  const source = await sourceOf(wire, lists, door.keys);
  const died = await fetchRoot(source, event)
    .then(() => fetchSegments(source, event))
    .then(
      () => false,
      () => true,
    );
  database.close();
  return died;
}

describe('pages', () => {
  async function withPages(...pages: Uint8Array[]) {
    const disk = await diskWith(old, door);
    const { lists, database } = await startLists(disk);
    const wire = createWire();
    for (const [index, page] of pages.entries()) wire.answers.set(pageBehind([10, 15, 25][index] ?? 0), page);
    for (const from of [15, 25]) {
      const name = pageBehind(from);
      if (!wire.answers.has(name)) wire.answers.set(name, 'nothing_newer');
    }
    const source = await sourceOf(wire, lists, door.keys);
    return { disk, database, lists, wire, source, fetched: await fetchTicketPages(source, event) };
  }
  const dead = (index: number) => [ticket(index, { state: 'cancelled' })];

  it('count at once and after a restart', async () => {
    const { disk, fetched, lists } = await withPages(
      await samplePage(door, { from: 10, to: 15, tickets: dead(3) }),
      await samplePage(door, { from: 15, to: 25, tickets: dead(9000) }),
    );
    expect(fetched).toEqual({ ok: true });
    for (const manifest of [lists.manifestOf(sampleEvent), (await heldAfterRestart(disk)).manifest]) {
      expect([3, 9000, 9001].map((index) => stateIn(manifest, index))).toEqual([
        'cancelled',
        'cancelled',
        'good',
      ]);
      expect(manifest?.tickets).toEqual({ start: life, count: 25 });
    }
  });

  it('that a newer list contains go with it, and the others stay', async () => {
    const { disk, database } = await withPages(
      await samplePage(door, { from: 10, to: 15, tickets: dead(3) }),
      await samplePage(door, { from: 15, to: 25, tickets: dead(9000) }),
    );
    const wire = createWire();
    serveList(wire, newer);
    await run(disk, wire);
    const { manifest } = await heldAfterRestart(disk);
    expect(await database.pages.toCollection().primaryKeys()).toEqual([[sampleEvent, life, 25]]);
    expect(stateIn(manifest, 9000)).toBe('cancelled');
    expect(manifest?.tickets.count).toBe(25);
  });

  it('by another key do not count', async () => {
    const other = await sampleDoor('another door');
    const { fetched, lists } = await withPages(
      await samplePage(other, { from: 10, to: 15, tickets: dead(3) }),
    );
    expect(fetched).toEqual({ ok: false, reason: 'list', refusal: 'not_genuine' });
    expect(stateIn(lists.manifestOf(sampleEvent), 3)).toBe('good');
  });

  it('of another life lead to the root', async () => {
    const { wire, source } = await withPages();
    wire.answers.set(pageBehind(10), { status: 409, code: 'checkin.other_life' });
    expect(await fetchTicketPages(source, event)).toEqual({ ok: false, reason: 'root_first' });
  });
});

describe('a root', () => {
  async function offered(list: SampleList, keys = door.keys) {
    const disk = await diskWith(newer, door);
    const { lists } = await startLists(disk);
    const wire = createWire();
    serveList(wire, list);
    const fetched = await fetchRoot(await sourceOf(wire, lists, keys), event);
    return { fetched, name: lists.manifestOf(sampleEvent)?.root.name };
  }
  const refused = (refusal: string) => ({ ok: false, reason: 'list', refusal });

  it('that is older is refused', async () => {
    expect((await offered(old)).fetched).toEqual(refused('rolled_back'));
  });

  it('of the same position with other content is refused', async () => {
    const fork = await sampleList(door, tickets, { position: 2, tickets: 20, name: 'Fork' });
    expect((await offered(fork)).fetched).toEqual(refused('forked'));
  });

  it('by another key is refused', async () => {
    const other = await sampleDoor('another door');
    const list = await sampleList(other, tickets, { position: 9, tickets: 20, name: 'Forged' });
    expect(await offered(list)).toEqual({ fetched: refused('not_genuine'), name: 'Night at the Harbour' });
  });

  it('by the successor is taken', async () => {
    const next = await sampleDoor('the next door');
    const list = await sampleList(next, tickets, { position: 9, tickets: 20, name: 'New key' });
    const keys = { current: door.keys.current, successor: next.keys.current };
    expect((await offered(list, keys)).fetched).toEqual({ ok: true });
  });
});

it('serves while it is read again', async () => {
  const disk = await diskWith(old, door);
  const { lists } = await startLists(disk);
  const loading = lists.load();
  let looks = 0;
  const watch = async () => {
    for (let isLoading = true; isLoading; looks++) {
      expect(stateIn(lists.manifestOf(sampleEvent), 3)).toBe('good');
      isLoading = await Promise.race([
        loading.then(() => false),
        new Promise<true>((r) => setImmediate(r, true)),
      ]);
    }
  };
  await watch();
  expect(looks).toBeGreaterThan(1);
});
