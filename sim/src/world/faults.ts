import type { FaultName } from '../outcome.js';
import { goodLine } from '../phone/link.js';
import { ticketKey, withTicket } from '../server/event.js';
import { copyOf } from '../server/state.js';
import type { Random } from '../time/random.js';
import { Actor } from './actor.js';
import { type Held, lookAtUnshown, shiftOf } from './people.js';
import { writeAsThief } from './thief.js';
import type { World } from './world.js';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** What the first version of the app kept, as Dexie counts versions. */
const firstVersion = 10;
const firstStores = new Set([
  ...['rows', 'verdicts', 'generations', 'blocks', 'feeds', 'marks'],
  ...['values', 'roots', 'segments', 'pages'],
]);

/** What a fault comes to that found nothing to happen to. */
export const hindered = Symbol('hindered');

type Fault = (world: World, random: Random, actor: Actor) => Promise<unknown>;

/** What each fault does when its turn comes; those that are missing are drawn before the evening begins. */
export const faults: Readonly<Partial<Record<FaultName, Fault>>> = {
  async offline(world, random, { machine }) {
    machine.line.setUp(false);
    const isLong = random.chance(0.1);
    later(world, isLong ? random.int(1, 10) * hourMs : random.int(5_000, 20 * minuteMs), () => {
      machine.line.setUp(true);
      for (const { wake } of machine.tabs) wake();
    });
    if (isLong && random.chance(0.5)) world.loop.skip(random.int(1, 9) * hourMs);
  },
  asymmetric: async (world, random, actor) => spoil(world, random, actor, { isDeaf: true }),
  'lose-request': async (world, random, actor) =>
    spoil(
      world,
      random,
      actor,
      random.chance(0.4) ? { refuse: random.pick([0.3, 1]) } : { loseRequest: random.pick([0.3, 0.7]) },
    ),
  'lose-answer': async (world, random, actor) =>
    spoil(world, random, actor, { loseAnswer: random.pick([0.3, 0.7]) }),
  duplicate: async (world, random, actor) =>
    spoil(world, random, actor, random.chance(0.4) ? { replay: 0.4 } : { duplicate: 0.5 }),
  reorder: async (world, random, actor) =>
    spoil(world, random, actor, { slowMs: random.pick([800, 5_000, 15_000]) }),
  'stale-manifest': async (world, random, actor) => spoil(world, random, actor, { stale: 0.6 }),
  'rolled-back-manifest': async (world, random, actor) => spoil(world, random, actor, { stale: 1 }),
  'truncated-answer': async (world, random, actor) => spoil(world, random, actor, { truncate: 0.4 }),
  async 'two-tabs'(_world, _random, { machine }) {
    if (machine.tabs.length >= 2) return hindered;
    return machine.openTab();
  },
  kill: (world, random, actor) => restart(world, random, actor),
  async reload(world, random, actor) {
    const { tab } = actor;
    if (tab === null) return hindered;
    await world.loop.drive(tab.process, () => tab.phone.close(), 5_000);
    return restart(world, random, actor);
  },
  async sleep(world, random, actor) {
    const ms = random.pick([3_000, 30_000, 20 * minuteMs]);
    // Often while an answer is on its way.
    if (actor.tab !== null && random.chance(0.7)) await world.loop.as(actor.tab.process, actor.tab.wake);
    for (let tasks = random.int(0, 12); tasks > 0; tasks -= 1) await world.loop.step();
    actor.clock.sleep(ms);
    world.loop.skip(ms);
  },
  async 'power-loss'(world, random, actor) {
    actor.machine.killAll();
    actor.machine.disk.losePower();
    await restart(world, random, actor);
  },
  async 'full-disk'(world, random, { machine }) {
    const trouble = random.pick(['full', 'full', 'lost', 'unheard'] as const);
    if (trouble === 'lost') machine.disk.lost = random.int(1, 3);
    if (trouble === 'unheard') machine.disk.unheard = random.int(1, 2);
    if (trouble !== 'full') return;
    machine.disk.isFull = true;
    later(world, random.int(2_000, 5 * minuteMs), () => {
      machine.disk.isFull = false;
    });
  },
  eviction: (world, _random, actor) => evict(world, actor),
  clone: (world, _random, actor) => clone(world, actor),
  async jump(_world, random, actor) {
    actor.clock.offsetMs += random.int(-12, 12) * hourMs + random.int(-90, 90) * minuteMs;
  },
  async 'year-1970'(_world, random, actor) {
    actor.clock.setTo(random.int(0, hourMs));
  },
  async 'server-crash'(world, random) {
    await world.server.crash();
    later(world, random.int(100, 3 * minuteMs), () => world.server.restart());
  },
  restore,
  async 'two-instances'(world) {
    world.server.start(2);
  },
  'ticket-changes': changeTicket,
  async 'key-rotation'(world, random, actor) {
    const number = world.event(actor.eventId).keys.length + 3;
    if (number > 9) return hindered;
    const key = ticketKey(`ticket key ${number} ${random.int(0, 99)}`, number);
    await world.change(actor.eventId, async (event) => ({ ...event, keys: [...event.keys, key] }), []);
    await world.publish(actor.eventId, random.chance(0.5));
    return world.sell(actor.eventId);
  },
  async 'old-outbox'(world, random, actor) {
    actor.machine.killAll();
    actor.machine.disk.ageTo(firstVersion, firstStores);
    await restart(world, random, actor);
  },
  async 'stolen-phone'(world, random, actor) {
    if (world.actors.filter(({ isBroken }) => !isBroken).length < 3 || actor.deviceId === null)
      return hindered;
    await revoke(world, actor);
    if (random.chance(0.5)) await writeAsThief(world, random, actor);
    if (random.chance(0.5)) return null;
    actor.isBroken = true;
    world.lostDevices.add(actor.deviceId);
    actor.machine.killAll();
    return null;
  },
};

function later(world: World, ms: number, work: () => void): void {
  world.loop.post(ms, work, null);
}

async function spoil(
  world: World,
  random: Random,
  ...[{ machine }, how]: [Actor, Partial<typeof goodLine>]
): Promise<void> {
  const { isUp } = machine.line.state;
  Object.assign(machine.line.state, { ...how, isUp });
  later(world, random.int(5_000, 10 * minuteMs), () => {
    Object.assign(machine.line.state, { ...goodLine, isUp: machine.line.state.isUp });
  });
}

/** The app is gone, and somebody opens it again. */
async function restart(world: World, random: Random, actor: Actor): Promise<void> {
  const { tab } = actor;
  if (tab !== null) actor.machine.kill(tab);
  await world.loop.runFor(random.int(0, 2_000));
  await reopen(world, actor);
}

export async function reopen(world: World, actor: Actor): Promise<void> {
  if (actor.isBroken) return;
  if (actor.tab === null) {
    world.tally.note('does reopen');
    await actor.machine.openTab();
  }
  await world.loop.runFor(300);
  await lookAtUnshown(world, actor);
}

/** Holds a code up and dies somewhere on the way. */
export async function scanAndDie(
  world: World,
  random: Random,
  { actor, held }: { readonly actor: Actor; readonly held: Held },
): Promise<void> {
  const { tab, gateway } = actor;
  if (tab === null || gateway === null) return;
  await world.loop.as(tab.process, () => {
    void gateway.scan({ text: held.text, how: 'camera' }, shiftOf(actor, 'in'));
  });
  for (let tasks = random.int(0, 9); tasks > 0; tasks -= 1) await world.loop.step();
  actor.machine.kill(tab);
  if (random.chance(0.3)) actor.machine.disk.losePower();
  await world.loop.runFor(random.int(0, 3_000));
  await reopen(world, actor);
}

async function evict(world: World, actor: Actor): Promise<unknown> {
  if (actor.deviceId === null) return hindered;
  world.lostDevices.add(actor.deviceId);
  actor.machine.killAll();
  actor.machine.disk.evict();
  actor.positions.clear();
  actor.link = world.link(actor.organisationId);
  await actor.machine.openTab();
  await world.pair(actor);
  return world.loop.runFor(3_000);
}

async function clone(world: World, actor: Actor): Promise<unknown> {
  if (actor.tab === null || world.actors.length > 5) return hindered;
  const { name, organisationId, eventId, link, deviceId } = actor;
  const machine = await world.addMachine(`${name}c`);
  machine.disk = actor.machine.disk.copy(world.random.fork());
  const copy = new Actor(`${name}c`, machine, { organisationId, eventId, link });
  copy.deviceId = deviceId;
  copy.seen.push(...actor.seen);
  world.actors.push(copy);
  return reopen(world, copy);
}

async function restore(world: World, random: Random): Promise<unknown> {
  const { database, server } = world;
  if (world.backup === null || random.chance(0.3)) {
    await server.log.backUp();
    world.backup = { state: copyOf(database.state) };
    return hindered;
  }
  await server.crash();
  for (const id of database.state.devices.keys())
    if (!world.backup.state.devices.has(id)) world.lostDevices.add(id);
  database.restore(world.backup.state);
  await server.log.bringBack();
  world.restores += 1;
  server.promised.clear();
  world.fed.clear();
  server.restart();
  for (const event of [...database.state.events.values()]) {
    const feed = { start: database.life, count: event.feed.count };
    await world.change(event.id, async (before) => ({ ...before, feed }), []);
    await world.publish(event.id, true);
  }
  later(world, random.int(0, 5 * minuteMs), () => void world.server.moveFeeds());
  return null;
}

async function changeTicket(world: World, random: Random, { eventId }: Actor): Promise<void> {
  const { now } = world.loop;
  const ticket = world.ticket(random.int(0, world.sold.length - 1), eventId);
  const what = random.pick(['sell', 'transfer', 'transfer', 'cancel', 'block', 'good', 'cut'] as const);
  if (what === 'sell' || ticket === null) return world.sell(eventId);
  if (what === 'cut') return world.publish(eventId, true);
  const states = { transfer: 'good', cancel: 'cancelled', block: 'blocked', good: 'good' } as const;
  const { record } = ticket;
  const generation = what === 'transfer' ? Math.min(255, record.generation + 1) : record.generation;
  const changed = { ...ticket, record: { ...record, generation, state: states[what] } };
  await world.change(eventId, async (event) => withTicket(event, changed, now), ['tickets']);
  await world.reviewTicket(eventId, Buffer.from(record.hash).toString('hex'));
}

export async function revoke(world: World, actor: Actor): Promise<void> {
  const id = actor.deviceId;
  if (id === null || world.isOut(actor)) return;
  await world.loop.drive(null, () => world.server.log.revoke(id));
  world.server.tellDevice(id);
  await world.publish(actor.eventId, false);
}
