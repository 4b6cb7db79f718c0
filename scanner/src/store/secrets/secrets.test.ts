import { toBase64Url, toUtf8 } from '@gatehouse/shared/bytes';
import { type AgreePair, type SealSubtle, sealTo } from '@gatehouse/shared/signing';
import { rotationId } from '@gatehouse/shared/ticket-code';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type IndexedDbPort, PhoneDatabase } from '../database.js';
import { fetchRoot } from '../manifest/fetch-list.js';
import {
  emptyRoot,
  type SampleDoor,
  sampleDoor,
  sampleEvent,
  sampleList,
  ticket,
} from '../test/sample-list.js';
import {
  createDisk,
  createWire,
  sampleName as event,
  serveList,
  sourceOf,
  startLists,
  type Wire,
} from '../test/test-phone.js';
import { fetchSecrets } from './fetch-secrets.js';
import { createSecrets, type Secrets } from './secrets.js';

const subtle = crypto.subtle as unknown as SealSubtle;
const [old, current] = [new Uint8Array(32).fill(1), new Uint8Array(32).fill(2)];

let door: SampleDoor;
let agreePair: AgreePair;
let disk: IndexedDbPort;
let wire: Wire;
let position = 0;

beforeAll(async () => {
  door = await sampleDoor();
  agreePair = await newPair();
});
beforeEach(() => {
  disk = createDisk();
  wire = createWire();
});

const newPair = () => crypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, false, ['deriveBits']);

async function seal(plain: Uint8Array, to = agreePair): Promise<Uint8Array> {
  const agreeKey = new Uint8Array(await subtle.exportKey('raw', to.publicKey));
  return sealTo(subtle, { agreeKey, plain, purpose: 'rotation' });
}

/** The server's answer to this phone. */
async function serveSecrets(secrets: readonly Uint8Array[], to = agreePair): Promise<void> {
  const [first, second] = await Promise.all(secrets.map((secret) => seal(secret, to)));
  const rotation = first && {
    current: toBase64Url(first),
    previous: second === undefined ? null : toBase64Url(second),
  };
  wire.answers.set('secrets', toUtf8(JSON.stringify({ data: { rotation: rotation ?? null, search: null } })));
}

async function serveRoot(rotation: Uint8Array | null): Promise<void> {
  position += 1;
  serveList(wire, await sampleList(door, [ticket(1)], { position, tickets: 1, rotation }));
}

/** A start of the phone that asks for the root and then for what it names. */
async function start(): Promise<Secrets> {
  const { lists, database } = await startLists(disk);
  const secrets = createSecrets({ database, subtle, agreePair });
  await secrets.load();
  await fetchRoot(await sourceOf(wire, lists, door.keys), event);
  await fetchSecrets({ api: wire, lists, secrets }, event);
  return secrets;
}

const asked = () => wire.asked.filter((name) => name === 'secrets').length;

describe('the secret of an event', () => {
  it('is fetched when the root names it, and not again', async () => {
    await serveRoot(rotationId(current));
    await serveSecrets([current]);
    expect((await start()).rotationOf(sampleEvent)).toEqual([current]);
    expect((await start()).rotationOf(sampleEvent)).toEqual([current]);
    expect(asked()).toBe(1);
  });

  it('comes with those of passes, which another date may go on needing', async () => {
    const pass = { id: 9, salt: new Uint8Array(16), keys: [] };
    const serve = async (rotation: Uint8Array | null, ofPass: Uint8Array | null) => {
      position += 1;
      const events = [...emptyRoot.events, { ...pass, rotation: ofPass }];
      serveList(wire, await sampleList(door, [ticket(1)], { position, tickets: 1, rotation, events }));
    };
    const sealed = async (secret: Uint8Array) => ({
      current: toBase64Url(await seal(secret)),
      previous: null,
    });
    const passes = [{ event: 9, ...(await sealed(old)) }];
    const data = { rotation: await sealed(current), passes, search: null };
    wire.answers.set('secrets', toUtf8(JSON.stringify({ data })));
    await serve(rotationId(current), rotationId(old));
    const secrets = await start();
    expect([secrets.rotationOf(sampleEvent), secrets.rotationOf(9)]).toEqual([[current], [old]]);
    await serve(null, null);
    const later = await start();
    expect([later.rotationOf(sampleEvent), later.rotationOf(9)]).toEqual([null, [old]]);
    expect(asked()).toBe(1);
  });

  it('is not asked for where no list needs it', async () => {
    await serveRoot(null);
    expect((await start()).rotationOf(sampleEvent)).toBeNull();
    expect(asked()).toBe(0);
  });

  it('is fetched anew when the root names another, with the one before', async () => {
    await serveRoot(rotationId(old));
    await serveSecrets([old]);
    await start();
    await serveRoot(rotationId(current));
    await serveSecrets([current, old]);
    expect((await start()).rotationOf(sampleEvent)).toEqual([current, old]);
    expect(asked()).toBe(2);
  });

  it('stays when another cannot be fetched, and is asked for at the next round', async () => {
    await serveRoot(rotationId(old));
    await serveSecrets([old]);
    await start();
    await serveRoot(rotationId(current));
    wire.answers.set('secrets', { code: 'platform.unavailable', status: 503 });
    const secrets = await start();
    expect(secrets.rotationOf(sampleEvent)).toEqual([old]);
    expect(secrets.lacks({ event: sampleEvent, name: rotationId(current) })).toBe(true);
    await serveSecrets([current, old]);
    expect((await start()).rotationOf(sampleEvent)).toEqual([current, old]);
  });

  it('is forgotten when no list asks for it any more', async () => {
    await serveRoot(rotationId(current));
    await serveSecrets([current]);
    await start();
    await serveRoot(null);
    expect((await start()).rotationOf(sampleEvent)).toBeNull();
    expect(await new PhoneDatabase(disk).secrets.count()).toBe(0);
  });

  it('lies on the disk only as it was sealed', async () => {
    await serveRoot(rotationId(current));
    await serveSecrets([current, old]);
    await start();
    const rows = await new PhoneDatabase(disk).secrets.toArray();
    const text = JSON.stringify(rows, (_, part) => (part instanceof Uint8Array ? part.join() : part));
    expect(rows).toHaveLength(1);
    for (const secret of [current, old]) expect(text).not.toContain(secret.join());
  });

  it.each([
    ['is sealed to another phone', async () => serveSecrets([current], await newPair())],
    ['is not there', async () => serveSecrets([])],
    ['makes no sense', async () => void wire.answers.set('secrets', toUtf8('{"data":{"rotation":7}}'))],
    ['is no JSON', async () => void wire.answers.set('secrets', toUtf8('<html>'))],
  ])('that %s is not taken', async (_, serve) => {
    await serveRoot(rotationId(current));
    await serve();
    expect((await start()).rotationOf(sampleEvent)).toBeNull();
  });

  it('goes with everything else', async () => {
    await serveRoot(rotationId(current));
    await serveSecrets([current]);
    const secrets = await start();
    await secrets.forgetAll();
    expect(secrets.rotationOf(sampleEvent)).toBeNull();
    expect(await new PhoneDatabase(disk).secrets.count()).toBe(0);
  });
});
