import { comparePositions } from '@gatehouse/shared/manifest';
import { goodLine } from '../phone/link.js';
import { positionsOf } from '../server/ingest-deps.js';
import type { Actor } from './actor.js';
import { fail } from './failure.js';
import { reopen } from './faults.js';
import type { World } from './world.js';

const rowsInBatch = 1_000;
const mostRounds = 14;

/** All faults end, and everybody gets what there is. @throws Failure when that does not come to an end */
export async function heal(world: World): Promise<void> {
  await world.server.crash();
  world.server.restart();
  for (const actor of world.actors) {
    if (actor.isBroken) continue;
    Object.assign(actor.machine.line.state, goodLine);
    Object.assign(actor.machine.disk, { isFull: false, lost: 0, unheard: 0 });
    for (const tab of actor.machine.tabs.slice(1)) actor.machine.kill(tab);
    await reopen(world, actor);
    if (actor.tab?.phone.state.get().pairing === 'unpaired') await world.pair(actor);
  }
  for (const { machine } of world.actors) for (const { wake } of machine.tabs) wake();
  if (world.restores > 0) await world.loop.drive(null, () => world.server.moveFeeds());
  await world.loop.runFor(5_000);
  for (const actor of world.actors) await drain(world, actor);
  for (let round = 0; round < mostRounds; round += 1) {
    for (const actor of world.actors) await world.sync(actor);
    await world.loop.runFor(3_000);
    await world.server.log.look();
    if (world.actors.every((actor) => isThere(world, actor))) return forgetWiped(world);
  }
  const late = world.actors.filter((actor) => !isThere(world, actor)).map((actor) => sayOf(world, actor));
  fail(8, `after ${mostRounds} rounds without a fault not everybody is there: ${late.join('; ')}`);
}

/** A revoked phone that has handed over everything wipes itself: what a restored server forgets of it is gone. */
function forgetWiped({ actors, lostDevices, restores }: World): void {
  if (restores === 0) return;
  for (const { deviceId, tab } of actors)
    if (deviceId !== null && tab?.phone.state.get().revocation?.wiped === true) lostDevices.add(deviceId);
}

/** Rows leave in as many rounds as they fill batches, and one. */
async function drain(world: World, actor: Actor): Promise<void> {
  if (actor.deviceId !== null && world.lostDevices.has(actor.deviceId)) return;
  const unsent = actor.gateway?.unsent.get() ?? 0;
  const rounds = Math.ceil(unsent / rowsInBatch) + 1;
  if (unsent > 0) world.tally.note('check 15');
  for (let round = 0; round < rounds; round += 1) await world.sync(actor);
  const left = actor.gateway?.unsent.get() ?? 0;
  const isForked = actor.tab?.phone.state.get().problem === 'forked';
  const errors = world.server.errors.map((error) => (error instanceof Error ? error.stack : error));
  if (left > 0 && !isForked)
    fail(15, `${actor.name} still has ${left} of ${unsent} rows after ${rounds} rounds ${errors}`);
}

function isThere(world: World, actor: Actor): boolean {
  if (actor.isBroken || world.isOut(actor)) return true;
  if (actor.tab?.phone.state.get().pairing !== 'active' || actor.deviceId === null) return false;
  const phone = actor.tab.phone.state.get();
  const { state, life } = world.database;
  return positionsOf(state, life, actor.deviceId).every(({ event, root, scans }) => {
    const held = phone.events.find(({ number }) => number === event)?.root?.position;
    const feed = actor.gateway?.scansPosition(event) ?? { start: life, count: 0 };
    const hasRoot = held !== undefined && comparePositions(held, root) === 0;
    return hasRoot && (scans.count === 0 || comparePositions(feed, scans) === 0);
  });
}

function sayOf(world: World, actor: Actor): string {
  const state = actor.tab?.phone.state.get();
  const server =
    actor.deviceId === null ? [] : positionsOf(world.database.state, world.database.life, actor.deviceId);
  const held = state?.events.map(({ number, root }) => ({
    root: root?.position,
    scans: actor.gateway?.scansPosition(number),
  }));
  const said = { pairing: state?.pairing, problem: state?.problem, held, server };
  return `${actor.name} ${JSON.stringify(said)}`;
}
