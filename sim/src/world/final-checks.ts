import { unpackRows } from '@gatehouse/scanner/store';
import type { NewRow } from '@gatehouse/server/modules/checkin/log/sort-batch.js';
import { toHex } from '@gatehouse/shared/bytes';
import { type Walked, walkRows } from '@gatehouse/shared/checkin';
import { toReviewRow } from '@gatehouse/shared/door';
import { decodeRow } from '@gatehouse/shared/log';
import { comparePositions, findTicket } from '@gatehouse/shared/manifest';
import type { Review } from '@gatehouse/shared/protocol';
import { sha } from '../phone/crypto.js';
import { doorRules, type StoredEvent } from '../server/event.js';
import type { Actor } from './actor.js';
import { checkInside } from './check-inside.js';
import { checkOrders } from './check-orders.js';
import { checkOrganisations } from './check-organisations.js';
import { checkRegrouped } from './check-regrouped.js';
import { phoneDigests, serverDigests } from './digests.js';
import { fail } from './failure.js';
import { heldManifest } from './held-tickets.js';
import { askAsNeighbour } from './neighbour.js';
import { storedRows } from './people.js';
import type { World } from './world.js';

/** What must hold when everybody has everything. @throws Failure */
export async function checkEnd(world: World): Promise<void> {
  checkNothingLost(world);
  checkLogs(world);
  checkTimes(world);
  checkOrders(world);
  for (const event of world.database.state.events.values()) {
    const walked = checkReviews(world, event);
    checkInside(world, event, walked);
  }
  for (const actor of world.actors) checkPhone(world, actor);
  await askAsNeighbour(world);
  checkOrganisations(world);
  await checkRegrouped(world);
}

/** 1, 9: every verdict that people saw is a row of the server, with the same result. */
function checkNothingLost(world: World): void {
  const { rows } = world.database.state;
  for (const actor of world.actors) {
    for (const { shown, deviceId } of actor.seen) {
      if (world.lostDevices.has(deviceId)) continue;
      world.tally.note('check 1');
      world.tally.note('check 9');
      const row = rows.get(deviceId)?.find((one) => one.row?.id === shown.id)?.row;
      if (row === undefined || row === null)
        fail(
          1,
          `${actor.name} showed ${shown.decision.result} for ${shown.id}, and the server has no such row`,
        );
      if (row.result !== shown.decision.result)
        fail(9, `${shown.id} was shown as ${shown.decision.result} and is kept as ${row.result}`);
    }
  }
}

/** 3, 4: each row once, with the bytes that its phone wrote, and no hole that nobody knows of. */
function checkLogs(world: World): void {
  const { rows, watermarks } = world.database.state;
  const ids = new Set<string>();
  for (const [device, held] of rows) {
    const seqs = new Set<number>();
    for (const { seq, row, quarantine } of held) {
      if (quarantine === 'fork') continue;
      if (seqs.has(seq)) fail(3, `row ${seq} of ${device} is there twice`);
      seqs.add(seq);
      world.tally.note('check 3');
      if (row !== null && quarantine !== 'id_taken' && ids.has(row.id))
        fail(3, `id ${row.id} is there twice`);
      if (row !== null) ids.add(row.id);
    }
    checkChain(world, device);
    if (world.lostDevices.has(device)) continue;
    const watermark = watermarks.get(device)?.watermark ?? 0;
    const hole = Array.from({ length: watermark }, (_, index) => index + 1).find((seq) => !seqs.has(seq));
    if (hole !== undefined)
      fail(4, `${device} is said to be whole up to ${watermark}, and ${hole} is missing`);
  }
  for (const actor of world.actors) checkOwnLog(world, actor);
}

/** 4: the chain has no break where only one phone has written it. */
function checkChain({ database, actors }: World, device: string): void {
  const log = database.state.rows.get(device) ?? [];
  const writers = actors.filter(({ deviceId }) => deviceId === device);
  if (writers.length !== 1 || log.some(({ quarantine }) => quarantine !== null)) return;
  const broken = log.find((row) => row.broken);
  if (broken !== undefined) fail(4, `the chain of ${device} is broken at ${broken.seq}`);
}

function checkOwnLog(world: World, actor: Actor): void {
  const { deviceId } = actor;
  if (deviceId === null || actor.isBroken || world.lostDevices.has(deviceId)) return;
  const own = storedRows(actor.machine.disk.databases.get('gatehouse-log')?.durable.get('rows') ?? []);
  const held = world.database.state.rows.get(deviceId) ?? [];
  for (const { row, bytes } of own) {
    const same = held.filter(({ bytes: other }) => toHex(other) === toHex(bytes));
    if (same.length === 0) fail(4, `row ${row.seq} of ${actor.name} is on no server`);
    if (same.length > 1) fail(3, `row ${row.seq} of ${actor.name} is on the server ${same.length} times`);
  }
}

/** 12: the bounds of a row contain the moment at which it was written. */
function checkTimes(world: World): void {
  for (const actor of world.actors) {
    for (const { shown, deviceId, from, to } of actor.seen) {
      const log = world.database.state.rows.get(deviceId) ?? [];
      const row = log.find((one) => one.row?.id === shown.id)?.row;
      if (row === undefined || row === null) continue;
      const span = isOneLog(log) ? world.database.state.scans.get(shown.id)?.record.span : undefined;
      const { earliest, latest } = span ?? row.time;
      world.tally.note('check 12');
      if (earliest > to)
        fail(12, `${shown.id} was not written before ${earliest}, says its row; it was by ${to}`);
      if (latest !== null && latest < from)
        fail(12, `${shown.id} was written by ${latest}, says its row; it was not before ${from}`);
    }
  }
}

/** Rows of a phone and of its copy, whose seqs say nothing of their order, do not bound each other truly. */
function isOneLog(log: readonly NewRow[]): boolean {
  return log.every(({ broken, quarantine }) => !broken && quarantine !== 'fork');
}

/** 7: a walk over all rows at once comes to what the server came to row by row. */
function checkReviews(world: World, event: StoredEvent): Walked {
  const scans = [...world.database.state.scans.values()].filter(({ eventId }) => eventId === event.id);
  const rows = scans.flatMap(({ record }) => toReviewRow(record.row, !isCounted(record.review)) ?? []);
  const changes = event.changes.map((change) => change);
  const tickets = new Map(
    [...event.tickets].map(([name, { record }]) => [name, { class: record.class, entries: record.entries }]),
  );
  const walked = walkRows({ rows, changes, tickets, policy: doorRules(event) });
  for (const { record } of scans) {
    const review = walked.reviews.get(record.row.id)?.review;
    if (review === undefined || !record.reviewed) continue;
    const { standing, sure, first } = record.review;
    const isSame =
      review.status === standing &&
      review.sure === sure &&
      (review.status !== 'extra' || review.first === first);
    if (!isSame)
      fail(
        7,
        `${record.row.id} is ${standing} (${sure}) by parts, and ${JSON.stringify(review)} by all rows at once`,
      );
  }
  return walked;
}

function isCounted({ standing }: Review): boolean {
  return standing !== 'quarantined';
}

/** 8, 14: by one digest the phone holds what the server holds, at equal positions, and nothing of anybody else. */
function checkPhone(world: World, actor: Actor): void {
  if (actor.isBroken || world.isOut(actor) || actor.deviceId === null) return;
  const event = world.event(actor.eventId);
  const held = heldReviews(actor);
  for (const { event: number } of held.values())
    if (number !== event.number) fail(14, `${actor.name} holds a row of event ${number}`);
  const own = phoneDigests(actor, event);
  if (own === null) fail(8, `${actor.name} has no list`);
  const server = serverDigests(world, event);
  if (comparePositions(own.ticketsAt, server.ticketsAt) !== 0)
    fail(
      8,
      `${actor.name} is at ${JSON.stringify(own.ticketsAt)} of tickets, not ${JSON.stringify(server.ticketsAt)}`,
    );
  if (own.tickets !== server.tickets)
    fail(8, `${actor.name} holds other tickets: ${ticketThatDiffers(actor, event)}`);
  world.tally.note('check 8');
  if (own.scans !== server.scans)
    fail(8, `${actor.name} holds other scans: ${scanThatDiffers(world, event, held)}`);
}

/** For whoever reads the failure: the digests alone do not say what is wrong. */
function scanThatDiffers(world: World, event: StoredEvent, held: ReturnType<typeof heldReviews>): string {
  const told = new Map(
    [...world.database.state.scans.values()]
      .filter(({ eventId, position }) => eventId === event.id && position !== null)
      .map(({ record }) => [record.row.id, sayReview(record.review)]),
  );
  for (const [id, review] of told) {
    const own = held.get(id)?.review;
    if (own !== review) return `${id} is ${own} here, and ${review} at the server`;
  }
  return [...held.keys()].find((id) => !told.has(id)) ?? 'no single row';
}

function sayReview({ standing, sure, first, what }: Review): string {
  return `${standing} ${sure} ${first} ${what}`;
}

function heldReviews(actor: Actor): Map<string, { readonly event: number; readonly review: string }> {
  const blocks = actor.machine.disk.databases.get('gatehouse-log')?.records.get('blocks') ?? [];
  const held = new Map<string, { readonly event: number; readonly review: string }>();
  for (const { value } of blocks) {
    for (const { bytes, review } of unpackRows((value as { bytes: Uint8Array }).bytes)) {
      const row = decodeRow(bytes);
      if (row.ok) held.set(row.value.id, { event: row.value.event, review: sayReview(review) });
    }
  }
  return held;
}

function ticketThatDiffers(actor: Actor, event: StoredEvent): string {
  const held = heldManifest(actor, event.number);
  for (const [name, { record }] of event.tickets) {
    const own = held && findTicket(held, record.hash);
    if (own === null || own === 'missing') return `${name} is not here`;
    if (own.generation !== record.generation || own.state !== record.state)
      return `${name} is ${own.state} ${own.generation} here, and ${record.state} ${record.generation} at the server`;
  }
  return 'no single ticket';
}

/** One text for all that came of a seed. */
export function digestOf(world: World): string {
  const said = world.actors.map(({ seen }) =>
    seen.map(({ shown, to }) => [shown.id, shown.decision.result, to]),
  );
  const kept = [...world.database.state.scans].map(([id, { record, position }]) => [
    id,
    record.review,
    position,
  ]);
  return toHex(sha(new TextEncoder().encode(JSON.stringify([said, kept, world.loop.ran]))));
}
