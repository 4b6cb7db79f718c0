import { encodePairingLink } from '@gatehouse/shared/protocol';
import { expect, it } from 'vitest';
import { PhoneDatabase } from '../database.js';
import { LogDatabase } from '../log/database.js';
import type { Ports } from '../ports.js';
import { createDisk } from '../test/test-phone.js';
import { becomePaired, type Identity, keysForPairing, readIdentity } from './identity.js';
import { trustByLink } from './trust-link.js';

const organisation = '0192f0aa-0000-7000-8000-000000000001';
const pairing = '0192f0aa-0000-7000-8000-000000000002';
const [oldKey, newKey] = [new Uint8Array(32).fill(1), new Uint8Array(32).fill(2)];
const bytes = new Uint8Array([1, 2, 3]);
const place = { event: 1, start: 7, count: 1 };

/** A server that says yes to whatever it is asked. */
const ports = (indexedDb: Ports['indexedDb']) =>
  ({
    indexedDb,
    crypto,
    origin: 'https://gatehouse.example',
    monotonic: () => performance.now(),
    fetch: async () =>
      Response.json({ data: { challenge: 'AAAA', accessToken: 'token', expiresInSeconds: 900 } }),
  }) as unknown as Ports;

async function fill(database: PhoneDatabase, log: LogDatabase): Promise<void> {
  const people = { event: 1, kind: 'detail' } as const;
  await log.rows.add({ seq: 1, bytes, details: null });
  await log.feeds.put(place);
  await log.blocks.put({ number: 1, bytes });
  await log.histories.put({ ...place, parts: [bytes] });
  await database.roots.put({ event: 1, current: bytes, next: null });
  await database.segments.put({ address: 'aa', bytes });
  await database.pages.put({ event: 1, start: 7, to: 1, bytes });
  await database.peopleFiles.put({ ...people, address: 'aa', bytes });
  await database.peoplePages.put({ ...people, from: 0, to: 1, bytes });
  await database.peopleSets.put({ ...people, at: place, addresses: ['aa'] });
}

it('believes nothing any more that came under another door key, and keeps its own log', async () => {
  const disk = createDisk();
  const [database, log] = [new PhoneDatabase(disk), new LogDatabase(disk)];
  const identity: Identity = {
    organisationId: organisation,
    deviceId: pairing,
    pairingId: pairing,
    keys: await keysForPairing(database, crypto, pairing),
    doorKeys: { current: oldKey, successor: null },
    confirmationCode: 'ABCDEF',
    name: 'North',
    status: 'active',
    revocation: null,
  };
  await becomePaired(database, identity);
  await fill(database, log);
  const text = encodePairingLink('https://gatehouse.example', {
    ...{ organisation, pairing },
    secret: new Uint8Array(16),
    doorKey: newKey,
  });
  const stop = async () => log.close();
  expect(await trustByLink(ports(disk), database, { identity, text, stop })).toEqual({ ok: true });
  expect((await readIdentity(database))?.doorKeys).toEqual({ current: newKey, successor: null });
  const { roots, segments, pages, peopleFiles, peoplePages, peopleSets } = database;
  const again = new LogDatabase(disk);
  const { feeds, blocks, histories } = again;
  const downloaded = [roots, segments, pages, peopleFiles, peoplePages, peopleSets, feeds, blocks, histories];
  expect(await Promise.all(downloaded.map((table) => table.count()))).toEqual(downloaded.map(() => 0));
  expect(await again.rows.count()).toBe(1);
  again.close();
  database.close();
});
