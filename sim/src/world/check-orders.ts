import type { Seen } from './actor.js';
import { fail } from './failure.js';
import type { World } from './world.js';

/** What the clocks of an evening may lose on the way from server to phone and back. */
const CLOSE_MS = 120_000;

/**
 * 12: whatever is surely extra really came after the admission that it is extra to, and whoever was sure of the time
 * had it from the server, however far off the phone's own clock is.
 */
export function checkOrders(world: World): void {
  const seen = new Map(world.actors.flatMap((actor) => actor.seen).map((one) => [one.shown.id, one]));
  for (const [id, { record }] of world.database.state.scans) {
    const { standing, sure, first } = record.review;
    const [extra, before] = [seen.get(id), seen.get(first ?? '')];
    if (standing !== 'extra' || !sure || extra === undefined || before === undefined) continue;
    if (!isOneLog(world, extra) || !isOneLog(world, before)) continue;
    world.tally.note('check 12');
    if (extra.to < before.from)
      fail(12, `${id} is surely extra to ${first}, and was shown by ${extra.to}, before ${before.from}`);
  }
  for (const one of seen.values()) checkBounded(world, one);
}

/** With both bounds a phone is sure; its estimate lies between them, and so near the truth as they are. */
function checkBounded(world: World, { shown, deviceId, from, to }: Seen): void {
  const row = world.database.state.rows.get(deviceId)?.find((one) => one.row?.id === shown.id)?.row;
  if (row === undefined || row === null || !Number.isFinite(from)) return;
  const { estimate, earliest, latest, unsure } = row.time;
  if (unsure || latest === null || latest - earliest > CLOSE_MS) return;
  world.tally.note('check 12');
  if (estimate < from - CLOSE_MS || estimate > to + CLOSE_MS)
    fail(12, `${shown.id} was decided for ${estimate}, surely, and it was from ${from} to ${to}`);
}

/** Rows of a phone and of its copy, whose seqs say nothing of their order, do not bound each other truly. */
function isOneLog({ database }: World, { deviceId }: Seen): boolean {
  const log = database.state.rows.get(deviceId) ?? [];
  return log.every(({ broken, quarantine }) => !broken && quarantine !== 'fork');
}
