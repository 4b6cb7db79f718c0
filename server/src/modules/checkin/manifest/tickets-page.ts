import { type Position, signTicketsPage } from '@gatehouse/shared/manifest';
import { AppError } from '../../../platform/errors/app-error.js';
import type { ClosedTransaction } from '../../../platform/tenancy/tenancy.js';
import type { Events } from '../../events/index.js';
import type { Placed, Ticketing } from '../../ticketing/index.js';
import type { DoorKeys } from '../devices/door-keys.js';
import { checkinErrors } from '../errors.js';
import type { EventKey } from './cut.js';
import { readTicketsPosition } from './feed-position.js';

/** So many records weigh 64 KB. */
const maxRecords = 5000;
/** More than tickets of one page have barcodes. */
const maxMedia = 200_000;

export interface PageDeps {
  readonly events: Events;
  readonly ticketing: Ticketing;
  readonly doorKeys: DoorKeys;
}

/**
 * The latest record of each ticket and medium that changed behind a position, up to the feed's head or to 5,000
 * records. A change that commits meanwhile may be in it already, or has moved on to a later page; none is lost.
 * @param wanted `version`: the newest of a page that the phone reads; `head`: where the feed was a moment ago
 * @returns undefined when nothing is newer
 * @throws AppError checkin.other_life, platform.not_found
 */
export async function makeTicketsPage(
  trx: ClosedTransaction,
  deps: PageDeps,
  wanted: { key: EventKey; from: Position; version: number; head?: Position },
): Promise<Uint8Array | undefined> {
  const { key, from } = wanted;
  const { eventId } = key;
  const { ticketing } = deps;
  const head = wanted.head ?? (await readTicketsPosition(trx, ticketing, eventId));
  if (from.start !== head.start) throw new AppError(checkinErrors.otherLife);
  if (from.count >= head.count) return undefined;
  const reading = { after: from, limit: maxRecords };
  const changed = await ticketing.readCoreRecords(trx, eventId, reading);
  const dead = await ticketing.readDeadRecords(trx, eventId, reading);
  const records = [...changed, ...dead].sort((a, b) => a.position.count - b.position.count);
  const to = Math.min(head.count, records[maxRecords - 1]?.position.count ?? Infinity);
  const media = await ticketing.readMediumRecords(trx, eventId, {
    after: from,
    afterId: null,
    limit: maxMedia,
  });
  const upTo = <T>(placed: readonly Placed<T>[]) => placed.filter(({ position }) => position.count <= to);
  const { publicNumber } = await deps.events.read(trx, eventId);
  const { sign } = await deps.doorKeys(trx, key.organisationId);
  const range = { event: publicNumber, start: from.start, from: from.count, to };
  const links = wanted.version < 2 ? undefined : changed.flatMap((ticket) => ticket.links ?? []);
  return signTicketsPage({ ...range, tickets: upTo(records), media: upTo(media), links }, sign);
}
