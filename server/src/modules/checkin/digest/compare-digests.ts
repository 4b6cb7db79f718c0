import { addDigests, readDigest, type SetDigest } from '@gatehouse/shared/digest';
import type { Position } from '@gatehouse/shared/manifest';
import type { Device } from '../../../platform/http/contexts.js';
import type { Live } from '../../../platform/live/live.js';
import type { ClosedTransaction, Tenancy } from '../../../platform/tenancy/tenancy.js';
import type { EventKey } from '../manifest/index.js';
import type { DigestTables } from './digest-tables.js';
import type { DigestAt } from './kept-digests.js';

/** One of an event's two feeds, as a phone holds it. */
export interface HeldFeed extends Position {
  /** In hexadecimal. */
  readonly digest: string;
}

export interface HeldFeeds {
  readonly tickets: HeldFeed;
  readonly scans: HeldFeed;
}

export const agreements = ['same', 'differs', 'unknown'] as const;
/** `unknown`: the server is at another position, or too busy to say; ask again. */
export type Agreement = (typeof agreements)[number];

export interface Compared {
  readonly tickets: Agreement;
  readonly scans: Agreement;
}

export interface CompareDeps {
  readonly tenancy: Tenancy;
  readonly live: Live;
  readonly ticketsAt: DigestAt;
  readonly scansAt: DigestAt;
}

/** Says whether a phone holds what the server holds, and notes it for the organiser where that could be said. */
export async function compareDigests(
  deps: CompareDeps,
  device: Device,
  { eventId, held }: { readonly eventId: string; readonly held: HeldFeeds },
): Promise<Compared> {
  const key = { organisationId: device.organisationId, eventId };
  const tickets = agreementOf(held.tickets, await deps.ticketsAt(key, held.tickets));
  const scans = agreementOf(held.scans, await deps.scansAt(key, held.scans));
  const compared = { tickets, scans };
  const said = [tickets, scans];
  const isSaid = said.includes('differs') || said.every((one) => one === 'same');
  if (isSaid) await deps.tenancy.run(key, (trx) => note(trx, deps.live, { key, device, held, compared }));
  return compared;
}

function agreementOf({ digest }: HeldFeed, own: SetDigest | null): Agreement {
  if (own === null) return 'unknown';
  return Buffer.from(own).equals(bytesOf(digest)) ? 'same' : 'differs';
}

function bytesOf(digest: string): Uint8Array {
  return readDigest(digest) ?? new Uint8Array();
}

interface Noted {
  readonly key: EventKey;
  readonly device: Device;
  readonly held: HeldFeeds;
  readonly compared: Compared;
}

async function note(
  trx: ClosedTransaction,
  live: Live,
  { key, device, held, compared }: Noted,
): Promise<void> {
  const same = compared.tickets === 'same' && compared.scans === 'same';
  const digest = Buffer.from(addDigests(bytesOf(held.tickets.digest), bytesOf(held.scans.digest)));
  const counts = { ticketsCount: held.tickets.count, scansCount: held.scans.count };
  const row = { same, digest, ...counts, comparedAt: new Date() };
  const name = { ...key, deviceId: device.deviceId };
  const db = trx.$extendTables<DigestTables>();
  const before = await db
    .selectFrom('checkin.phoneDigest')
    .select('same')
    .where('deviceId', '=', name.deviceId)
    .where('eventId', '=', name.eventId)
    .executeTakeFirst();
  await db
    .insertInto('checkin.phoneDigest')
    .values({ ...name, ...row })
    .onConflict((conflict) => conflict.columns(['organisationId', 'deviceId', 'eventId']).doUpdateSet(row))
    .execute();
  // Only where something else is to be seen.
  if (before?.same !== same) await live.publish(trx, { ...key, what: ['synced'] });
}
