import { rowHash } from '@gatehouse/shared/log';
import { expect } from 'vitest';
import type { DoorWorld } from './door-world.js';
import { type LogPhone, receiptOf, sync } from './log-phone.js';

/** Writes some scans more, of any of the world's tickets. */
export function scanSome({ tickets }: Pick<DoorWorld, 'tickets'>, phone: LogPhone): void {
  const howMany = 1 + Math.floor(Math.random() * 25);
  for (let written = 0; written < howMany; written++)
    phone.write(tickets[Math.floor(Math.random() * tickets.length)]);
}

/** Hands over what no receipt covers, once, and takes the receipt. */
export async function handOver(world: DoorWorld, phone: LogPhone, url = world.url): Promise<void> {
  const sent = await sync(url, phone);
  phone.take(await receiptOf(world.gatehouse.app, sent, world.place.organisationId));
}

/** Until a receipt covers everything. */
export async function handOverAll(
  world: DoorWorld,
  phones: readonly LogPhone[],
  url = world.url,
): Promise<void> {
  for (const phone of phones)
    while ((phone.receipt?.watermark ?? 0) < phone.rows.length) await handOver(world, phone, url);
}

/** The server holds what the phones wrote, byte by byte: nothing is missing, nothing is there twice. */
export async function expectAllOnce(world: DoorWorld, phones: readonly LogPhone[]): Promise<void> {
  const { database } = world.gatehouse;
  const held = await database.query<{ device: string; seq: number; hash: string; bytes: Buffer }>(
    `select device_id as device, seq::int, encode(hash, 'hex') as hash, bytes from checkin.log_row
     order by device_id, seq`,
  );
  const written = phones
    .flatMap(({ deviceId, rows }) => rows.map(({ bytes }, index) => ({ deviceId, seq: index + 1, bytes })))
    .sort((a, b) => (a.deviceId < b.deviceId ? -1 : a.deviceId > b.deviceId ? 1 : a.seq - b.seq));
  expect(held.map(({ device, seq, hash }) => `${device} ${seq} ${hash}`)).toEqual(
    written.map(
      ({ deviceId, seq, bytes }) => `${deviceId} ${seq} ${Buffer.from(rowHash(bytes)).toString('hex')}`,
    ),
  );
  expect(held.every(({ bytes }, index) => bytes.equals(written[index]?.bytes ?? new Uint8Array()))).toBe(
    true,
  );
  const [rest] = await database.query(
    `select (select count(*)::int from checkin.scan) as scans,
       (select count(*)::int from checkin.log_row where fork or broken or quarantine is not null) as odd,
       (select count(distinct feed_count)::int from checkin.scan) as positions,
       (select count(*)::int from (select ticket_hash from checkin.scan where standing = 'stands'
          group by ticket_hash having count(*) > 1) as twice) as twice,
       (select count(*)::int from checkin.scan where standing = 'extra') as extras,
       (select count(*)::int from checkin.conflict where open) as conflicts`,
  );
  expect(rest).toMatchObject({ scans: written.length, odd: 0, positions: written.length, twice: 0 });
  expect(rest?.['conflicts']).toBe(rest?.['extras']);
}
