import { comparePositions } from '@gatehouse/shared/manifest';
import type { Actor } from './actor.js';
import { fail } from './failure.js';
import type { World } from './world.js';

/** What costs little and is looked at after every step. */
export function checkStep(world: World): void {
  for (const actor of world.actors) checkPositions(world, actor);
  checkPromises(world);
  checkStanding(world);
  checkConflicts(world);
  checkUnproven(world);
  checkScansFeeds(world);
}

/** 4: each position of a feed is given once, and behind all that somebody may have read. */
export function checkScansFeeds({ database, fed }: World): void {
  const { feeds, scans } = database.state;
  const now = new Map(
    [...feeds].map(([event, { start, count }]) => [
      event,
      { start, count, given: new Map<number, string>() },
    ]),
  );
  for (const [id, { eventId, position }] of scans) {
    const feed = now.get(eventId);
    if (feed === undefined || position === null || position.start !== feed.start) continue;
    const { count } = position;
    const other = feed.given.get(count);
    if (other !== undefined) fail(4, `${other} and ${id} both have position ${count}`);
    feed.given.set(count, id);
    const before = fed.get(eventId);
    const isRead = before?.start === feed.start && count <= before.count;
    if (isRead && before.given.get(count) !== id)
      fail(4, `${id} came to position ${count} of a feed that stood at ${before.count}`);
  }
  for (const [event, feed] of now) fed.set(event, feed);
}

/** 4: what a receipt says is there. */
function checkPromises({ database, server, tally }: World): void {
  for (const [device, promised] of server.promised) {
    const watermark = database.state.watermarks.get(device)?.watermark ?? 0;
    if (promised > 0) tally.note('check 4');
    if (watermark < promised)
      fail(4, `a receipt says that ${device} is whole up to ${promised}, and it is up to ${watermark}`);
  }
}

/** 16: it waits for the organiser, and no phone hears of it. */
function checkUnproven({ database, unproven, tally }: World): void {
  for (const id of unproven) {
    const scan = database.state.scans.get(id);
    if (scan !== undefined) tally.note('check 16');
    if (scan !== undefined && (scan.position !== null || scan.record.review.standing !== 'quarantined'))
      fail(16, `scan ${id} of a revoked phone counts, and its code was never seen`);
  }
}

/** 11: what a phone or the server knows does not become less. */
function checkPositions(world: World, actor: Actor): void {
  const { tab, gateway } = actor;
  if (tab === null || gateway === null) return;
  for (const { number, root } of tab.phone.state.get().events) {
    const held = { root: root?.position, scans: gateway.scansPosition(number) ?? undefined };
    for (const [what, position] of Object.entries(held)) {
      if (position === undefined) continue;
      const name = `${number} ${what}`;
      const before = actor.positions.get(name);
      if (before !== undefined) world.tally.note('check 11');
      if (before !== undefined && comparePositions(position, before) < 0)
        fail(11, `${actor.name} goes back from ${JSON.stringify(before)} to ${JSON.stringify(position)}`);
      actor.positions.set(name, position);
    }
  }
}

/** 5: of a ticket that enters once. */
function checkStanding({ database, draft, tally }: World): void {
  if (draft.list.entry !== 'single') return;
  const standing = new Map<string, string>();
  for (const { record } of database.state.scans.values()) {
    const { row, review, reviewed } = record;
    const counts = reviewed && row.kind === 'scan' && row.effect === 'entry' && review.standing === 'stands';
    if (!counts || row.ticketHash === null) continue;
    const ticket = `${row.event} ${Buffer.from(row.ticketHash).toString('hex')} ${row.list}`;
    const other = standing.get(ticket);
    if (other !== undefined) fail(5, `${other} and ${row.id} both stand for ticket ${ticket}`);
    standing.set(ticket, row.id);
    tally.note('check 5');
  }
}

/** 6: one for each admission too many, and none for any other. */
function checkConflicts({ database, tally }: World): void {
  const { scans, conflicts } = database.state;
  for (const [id, { record }] of scans) {
    const conflict = conflicts.get(id);
    const isExtra = record.review.standing === 'extra';
    if (isExtra) tally.note('check 6');
    if (isExtra !== (conflict?.isOpen ?? false))
      fail(6, `scan ${id} is ${record.review.standing} and its conflict is not`);
    if (isExtra && conflict?.first !== record.review.first)
      fail(6, `the conflict of ${id} names another first one`);
  }
}
