import type { CoreRecord } from '@gatehouse/shared/manifest';
import { describe, expect, it } from 'vitest';
import type { IndexedDbPort } from '../database.js';
import { sampleDoor, sampleEvent, sampleList, samplePage, ticket } from '../test/sample-list.js';
import {
  addressOf,
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
/** Enough for two core parts. */
const tickets = Array.from({ length: 8_300 }, (_, index) => ticket(index));
const old = await sampleList(door, tickets, { position: 1, tickets: 10 });
const isCancelled = (_: CoreRecord, index: number) => index % 100 === 0;
const cancelled = tickets.map(
  (each, index): CoreRecord => (isCancelled(each, index) ? { ...each, state: 'cancelled' } : each),
);
const anew = await sampleList(door, cancelled, { position: 2, tickets: 20 });
const changes = await samplePage(door, { from: 10, to: 20, tickets: cancelled.filter(isCancelled) });
const later = await samplePage(door, { from: 20, to: 21, tickets: [ticket(5, { state: 'blocked' })] });

/** The server has cut its list anew, and another ticket has changed behind it where `isBusy`. */
function cutAnew(isBusy = false): Wire {
  const wire = createWire();
  serveList(wire, anew);
  wire.answers.set(pageBehind(10), changes);
  wire.answers.set(pageBehind(20), isBusy ? later : 'nothing_newer');
  wire.answers.set(pageBehind(21), 'nothing_newer');
  return wire;
}

async function start(disk: IndexedDbPort, wire: Wire, prepare?: Parameters<typeof startLists>[1]) {
  const { lists, database } = await startLists(disk, prepare);
  const source = await sourceOf(wire, lists, door.keys);
  return { lists, database, source };
}

/** Which parts the phone asked for. */
function partsAsked({ asked }: Wire): string[] {
  const parts = anew.parts.map(addressOf);
  return asked.filter((name) => parts.includes(name));
}

async function expectNewList(disk: IndexedDbPort): Promise<void> {
  const { lists, database } = await startLists(disk);
  const manifest = lists.manifestOf(sampleEvent);
  expect(lists.isComplete(sampleEvent)).toBe(true);
  expect(manifest?.root.position.count).toBe(2);
  expect(stateIn(manifest, 300)).toBe('cancelled');
  expect(stateIn(manifest, 301)).toBe('good');
  database.close();
}

describe('a list that was cut anew', () => {
  it('is made of what the phone holds, and no part of it is asked for', async () => {
    const disk = await diskWith(old, door);
    const wire = cutAnew();
    const { source, database } = await start(disk, wire);
    await fetchTicketPages(source, event);
    await fetchRoot(source, event);
    expect(await fetchSegments(source, event)).toEqual({ ok: true });
    expect(partsAsked(wire)).toEqual([]);
    expect(await database.pages.count()).toBe(0);
    database.close();
    await expectNewList(disk);
  });

  it('waits for the pages that lead to it', async () => {
    const disk = await diskWith(old, door);
    const wire = cutAnew();
    const { source, database } = await start(disk, wire);
    await fetchRoot(source, event);
    await fetchSegments(source, event);
    expect(partsAsked(wire)).toEqual([]);
    database.close();
    await expectNewList(disk);
  });

  it('is fetched where something has changed since it was cut, and there alone', async () => {
    const disk = await diskWith(old, door);
    const wire = cutAnew(true);
    const { source, lists, database } = await start(disk, wire);
    await fetchRoot(source, event);
    await fetchSegments(source, event);
    expect(partsAsked(wire)).toHaveLength(1);
    const manifest = lists.manifestOf(sampleEvent);
    expect(stateIn(manifest, 5)).toBe('blocked');
    database.close();
    await expectNewList(disk);
  });

  it('is fetched whole where no pages lead to it', async () => {
    const disk = await diskWith(old, door);
    const wire = cutAnew();
    wire.answers.set(pageBehind(10), { status: 409, code: 'checkin.other_life' });
    const { source, database } = await start(disk, wire);
    await fetchRoot(source, event);
    await fetchSegments(source, event);
    expect(partsAsked(wire)).toHaveLength(2);
    database.close();
    await expectNewList(disk);
  });

  it('is the old one or the new one, whole, wherever the phone is killed while it makes it', async () => {
    const seen = new Set<number>();
    for (let step = 1, isOver = false; !isOver; step++) {
      const disk = await diskWith(old, door);
      const { source, database } = await start(disk, cutAnew(), losePowerAt(step));
      isOver = await fetchRoot(source, event)
        .then(() => fetchSegments(source, event))
        .then(
          () => true,
          () => false,
        );
      database.close();
      const { lists, database: again } = await startLists(disk);
      const manifest = lists.manifestOf(sampleEvent);
      seen.add(manifest?.root.position.count ?? 0);
      expect({ step, complete: lists.isComplete(sampleEvent) }).toEqual({ step, complete: true });
      again.close();
    }
    expect(seen).toEqual(new Set([1, 2]));
  });
});
