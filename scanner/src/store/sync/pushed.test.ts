import { toBase64Url } from '@gatehouse/shared/bytes';
import { expect, it } from 'vitest';
import { sampleDoor, sampleEvent, sampleList, samplePage, ticket } from '../test/sample-list.js';
import { createWire, diskWith, losePowerAt, sourceOf, startLists, stateIn } from '../test/test-phone.js';
import { createNeeds } from './needs.js';
import { type Pushed, takePushedInTurn } from './pushed.js';

const door = await sampleDoor();
const tickets = Array.from({ length: 4 }, (_, index) => ticket(index));
const list = await sampleList(door, tickets, { position: 1, tickets: 10 });
const blob = await samplePage(door, { from: 10, to: 11, tickets: [ticket(3, { state: 'cancelled' })] });
const news = {
  number: sampleEvent,
  what: ['tickets'],
  pages: [{ feed: 'tickets', page: toBase64Url(blob) }],
};

/** A phone that is told this through its socket. */
async function tell(prepare?: Parameters<typeof startLists>[1]) {
  const { lists, database } = await startLists(await diskWith(list, door), prepare);
  const source = await sourceOf(createWire(), lists, door.keys);
  const needs = createNeeds();
  const faults: unknown[] = [];
  const pushed = await new Promise<Pushed>((resolve) => {
    const scans = { scansPosition: () => null, takeScansPage: async () => 'gap' as const };
    const onFault = (error: unknown) => faults.push(error);
    takePushedInTurn({ ...source, scans, needs, onFault }, resolve)([news]);
  });
  const state = stateIn(lists.manifestOf(sampleEvent), 3);
  database.close();
  return { pushed, state, faults, needs: [...needs.take(sampleEvent)] };
}

it('a page that the socket carries is taken, and nothing is asked for', async () => {
  const told = await tell();
  expect(told).toMatchObject({ state: 'cancelled', needs: [], faults: [] });
  expect(told.pushed).toEqual({ asks: false, taken: [sampleEvent], hasTickets: true });
});

it('a page that cannot be kept is asked for, and the fault is told', async () => {
  const told = await tell(losePowerAt(1));
  expect(told).toMatchObject({ state: 'good', needs: ['tickets'], faults: [expect.any(Error)] });
  expect(told.pushed).toEqual({ asks: true, taken: [], hasTickets: false });
});
