import { concatBytes, toBase64Url, toHex } from '@gatehouse/shared/bytes';
import { type CoreRecord, contentAddress, type Position, type Root } from '@gatehouse/shared/manifest';
import {
  detailToSeal,
  encodeDetailFile,
  nobody,
  type Person,
  peopleBits,
  searchKeyId,
  searchToSeal,
  signPeoplePage,
  type ToSeal,
} from '@gatehouse/shared/people';
import { type SealSubtle, sealTo, sha256 } from '@gatehouse/shared/signing';
import { TICKET_CODE_BYTES } from '@gatehouse/shared/ticket-code';
import { describe, expect, test } from 'vitest';
import type { PhoneDatabase } from '../database.js';
import { fetchRoot, fetchSegments, fetchTicketPages } from '../manifest/fetch-list.js';
import {
  life,
  type SampleDoor,
  sampleDoor,
  sampleEvent,
  sampleList,
  samplePage,
  ticket,
  ticketHash,
} from '../test/sample-list.js';
import {
  createDisk,
  createWire,
  sampleName as event,
  pageBehind,
  serveList,
  sourceOf,
  startLists,
  type Wire,
} from '../test/test-phone.js';
import { fetchPeople, type PeopleSource } from './fetch-people.js';
import { createPeople } from './people.js';

const { subtle } = crypto;
const secret = sha256(Uint8Array.of(1));
const agreePair = await subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, false, ['deriveBits']);
const agreeKey = new Uint8Array(await subtle.exportKey('raw', agreePair.publicKey));
const sealSubtle = subtle as unknown as SealSubtle;

/** A code as it would be scanned; only its bytes matter here. */
function codeOf(index: number, generation = 0): Uint8Array {
  const code = concatBytes(sha256(Uint8Array.of(index)), sha256(Uint8Array.of(index, 1)), new Uint8Array(16));
  code[13] = generation;
  return code.subarray(0, TICKET_CODE_BYTES);
}

const personOf = (index: number): Person => ({ ...nobody, name: `Guest ${index}`, order: `A-${index}` });

async function sealed({ key, nonce, plain }: ToSeal, aad?: Uint8Array): Promise<Uint8Array> {
  const imported = await subtle.importKey('raw', new Uint8Array(key), { name: 'AES-GCM' }, false, [
    'encrypt',
  ]);
  const iv = new Uint8Array(nonce);
  const algorithm = { name: 'AES-GCM', iv, ...(aad && { additionalData: new Uint8Array(aad) }) };
  return concatBytes(nonce, new Uint8Array(await subtle.encrypt(algorithm, imported, new Uint8Array(plain))));
}

interface Row {
  readonly index: number;
  readonly person: Person | null;
  readonly generation?: number;
}

const rowsOf = (count: number): Row[] =>
  Array.from({ length: count }, (_, index) => ({ index, person: personOf(index) }));

async function detailFiles(rows: readonly Row[], bits = peopleBits(rows.length)): Promise<Uint8Array[]> {
  const details = await Promise.all(
    rows.map(async ({ index, person, generation }) => ({
      hash: ticketHash(index),
      sealed: person ? await sealed(detailToSeal(codeOf(index, generation), person)) : new Uint8Array(),
    })),
  );
  return Array.from({ length: 2 ** bits }, (_, index) =>
    encodeDetailFile(
      { bits, index },
      details.filter(({ hash }) => bits === 0 || (hash[0] ?? 0) >>> (8 - bits) === index),
    ),
  );
}

async function searchFile(rows: readonly Row[], key = secret): Promise<Uint8Array> {
  const people = rows.map(({ index, person }) => ({ hash: ticketHash(index), person }));
  const toSeal = searchToSeal(key, { bits: 0, index: 0 }, people);
  return concatBytes(toSeal.header, await sealed(toSeal, toSeal.header));
}

const referenceOf = (bytes: Uint8Array) => ({
  sha256: contentAddress(bytes),
  length: bytes.length,
  count: new DataView(bytes.buffer, bytes.byteOffset).getUint32(5),
});
const at = (count: number): Position => ({ start: life, count });

interface Served {
  readonly rows: readonly Row[];
  readonly position: number;
  /** As of which position of the tickets feed. */
  readonly at?: number;
  readonly detail?: boolean;
  readonly search?: Uint8Array | null;
}

/** The server has this root with these people from now on. */
async function serve(wire: Wire, door: SampleDoor, served: Served): Promise<void> {
  const { rows, position, at: count = 1, detail = true, search = null } = served;
  const details = detail ? await detailFiles(rows) : [];
  const searched = search ? [await searchFile(rows, search)] : [];
  const people: Partial<Root> = {
    detailAt: detail ? at(count) : null,
    searchAt: search ? at(count) : null,
    search: search && searchKeyId(search),
  };
  const tickets = rows.map(({ index }): CoreRecord => ticket(index));
  const segments = { detail: details.map(referenceOf), search: searched.map(referenceOf) };
  const list = await sampleList(door, tickets, { position, tickets: count, people, segments });
  serveList(wire, { ...list, parts: [...list.parts, ...details, ...searched] });
  const sealedKey = search && (await sealTo(sealSubtle, { agreeKey, plain: search, purpose: 'search' }));
  const data = { rotation: null, search: sealedKey && toBase64Url(sealedKey) };
  wire.answers.set('secrets', new TextEncoder().encode(JSON.stringify({ data })));
}

async function startPhone(disk = createDisk()) {
  const door = await sampleDoor();
  const wire = createWire();
  const { lists, database } = await startLists(disk);
  const timers: (() => void)[] = [];
  const forgotten: number[] = [];
  const people = createPeople({
    database,
    subtle: sealSubtle,
    agreePair,
    rootOf: lists.newestRootOf,
    later: (work) => {
      timers.push(work);
      return () => undefined;
    },
    onForgotten: (number) => void forgotten.push(number),
  });
  let now = 0;
  const source: PeopleSource = {
    ...(await sourceOf(wire, lists, door.keys)),
    database,
    people,
    now: () => now,
  };
  return {
    ...{ door, wire, lists, database, people, disk, source, timers, forgotten },
    setNow: (ms: number) => {
      now = ms;
    },
    nameBy: async (index: number, generation = 0) =>
      (await people.ofCode(sampleEvent, ticketHash(index), codeOf(index, generation)))?.name ?? null,
    async sync() {
      await fetchRoot(source, event);
      await fetchSegments(source, event);
      return fetchPeople(source, event);
    },
    /** A change of these rows, as of a position. */
    async change(rows: readonly Row[], [from, to]: readonly [number, number]) {
      const range = { event: sampleEvent, start: life, from, to };
      const tickets = rows.map(({ index }) => ticket(index));
      const [file = new Uint8Array()] = await detailFiles(rows, 0);
      const search = await searchFile(rows);
      const answers: [string, Uint8Array][] = [
        [pageBehind(from), await samplePage(door, { from, to, tickets })],
        [
          `detail?start=${life}&from=${from}`,
          await signPeoplePage({ ...range, kind: 'detail', file }, door.sign),
        ],
        [
          `search?start=${life}&from=${from}`,
          await signPeoplePage({ ...range, kind: 'search', file: search }, door.sign),
        ],
      ];
      for (const [name, answer] of answers) wire.answers.set(name, answer);
      for (const kind of ['detail', 'search'])
        wire.answers.set(`${kind}?start=${life}&from=${to}`, 'nothing_newer');
      wire.answers.set(pageBehind(to), 'nothing_newer');
      expect(await fetchTicketPages(source, event)).toEqual({ ok: true });
      return fetchPeople(source, event);
    },
  };
}

/** Everything in the database as one text, as somebody who took the phone apart would read it. */
async function everythingIn(database: PhoneDatabase): Promise<string> {
  const parts: string[] = [];
  for (const table of database.tables)
    for (const row of await table.toArray())
      JSON.stringify(row, (_, value: unknown) => {
        if (value instanceof Uint8Array) parts.push(Buffer.from(value).toString('latin1'));
        return value;
      });
  return parts.join('\n');
}

describe('who holds a ticket', () => {
  test('is opened by its own code alone, and lies sealed', async () => {
    const phone = await startPhone();
    await serve(phone.wire, phone.door, { rows: rowsOf(30), position: 1 });
    expect(await phone.sync()).toEqual({ ok: true });
    expect(await phone.nameBy(7)).toBe('Guest 7');
    expect(await phone.people.ofCode(sampleEvent, ticketHash(7), codeOf(8))).toBeNull();
    expect(await phone.nameBy(7, 1)).toBeNull();
    expect(await phone.nameBy(99)).toBeNull();
    expect(await phone.people.ofTicket(sampleEvent, ticketHash(7))).toBeNull();
    expect(await phone.people.find(sampleEvent, 'guest', 9)).toBeNull();
    expect(await everythingIn(phone.database)).not.toMatch(/Guest \d|A-\d/);
  });

  test('is known after a start without network', async () => {
    const phone = await startPhone();
    await serve(phone.wire, phone.door, { rows: rowsOf(5), position: 1, search: secret });
    await phone.sync();
    const again = await startPhone(phone.disk);
    expect(await again.nameBy(3)).toBe('Guest 3');
    expect((await again.people.ofTicket(sampleEvent, ticketHash(3)))?.name).toBe('Guest 3');
  });

  test('comes in parts, of which none is asked for twice', async () => {
    const phone = await startPhone();
    await serve(phone.wire, phone.door, { rows: rowsOf(1500), position: 1 });
    await fetchRoot(phone.source, event);
    await fetchSegments(phone.source, event);
    phone.wire.left = 1;
    expect(await fetchPeople(phone.source, event)).toMatchObject({ ok: false, reason: 'unreachable' });
    const first = await Promise.all(Array.from({ length: 20 }, (_, index) => phone.nameBy(index)));
    expect(first.some((name) => name !== null)).toBe(true);
    expect(first.some((name) => name === null)).toBe(true);
    phone.wire.left = Number.POSITIVE_INFINITY;
    phone.wire.asked.length = 0;
    expect(await fetchPeople(phone.source, event)).toEqual({ ok: true });
    expect(phone.wire.asked).toHaveLength(1);
    expect(await Promise.all(Array.from({ length: 20 }, (_, index) => phone.nameBy(index)))).not.toContain(
      null,
    );
    await fetchPeople(phone.source, event);
    expect(phone.wire.asked).toHaveLength(1);
  });

  test('changes by pages, and is nobody again when the organiser says so', async () => {
    const phone = await startPhone();
    await serve(phone.wire, phone.door, { rows: rowsOf(5), position: 1, search: secret });
    await phone.sync();
    const changed: Row[] = [
      { index: 1, person: { ...nobody, name: 'Renamed' } },
      { index: 2, person: null },
      { index: 3, person: personOf(3), generation: 1 },
    ];
    expect(await phone.change(changed, [1, 4])).toEqual({ ok: true });
    expect(await phone.nameBy(1)).toBe('Renamed');
    expect(await phone.nameBy(2)).toBeNull();
    expect(await phone.nameBy(3)).toBeNull();
    expect(await phone.nameBy(3, 1)).toBe('Guest 3');
    expect((await phone.people.ofTicket(sampleEvent, ticketHash(1)))?.name).toBe('Renamed');
    expect(await phone.people.ofTicket(sampleEvent, ticketHash(2))).toBeNull();
    const found = await phone.people.find(sampleEvent, 'renamed', 9);
    expect(found?.found.map(({ ticket: hash }) => hash)).toEqual([toHex(ticketHash(1))]);
    // A cut of that position contains what the pages say, so they go.
    const rows = [...changed, { index: 0, person: personOf(0) }, { index: 4, person: personOf(4) }];
    await serve(phone.wire, phone.door, { rows, position: 2, at: 4, search: secret });
    expect(await phone.sync()).toEqual({ ok: true });
    expect(await phone.database.peoplePages.count()).toBe(0);
    expect(await phone.nameBy(1)).toBe('Renamed');
  });

  test('stays with the old files until all of the new ones are here', async () => {
    const phone = await startPhone();
    await serve(phone.wire, phone.door, { rows: rowsOf(5), position: 1 });
    await phone.sync();
    await serve(phone.wire, phone.door, { rows: rowsOf(1500), position: 2 });
    await fetchRoot(phone.source, event);
    await fetchSegments(phone.source, event);
    phone.wire.left = 1;
    await fetchPeople(phone.source, event);
    expect(await Promise.all([0, 1, 2, 3, 4].map((index) => phone.nameBy(index)))).not.toContain(null);
    phone.wire.left = Number.POSITIVE_INFINITY;
    await fetchPeople(phone.source, event);
    expect(await phone.database.peopleFiles.count()).toBe(2);
  });

  test('is refused when a file is not what the root says', async () => {
    const phone = await startPhone();
    await serve(phone.wire, phone.door, { rows: rowsOf(5), position: 1 });
    const [[name = '', bytes] = []] = [...phone.wire.answers].filter(
      ([, answer]) => answer instanceof Uint8Array && answer[1] === 5 && answer[0] === 1,
    );
    const altered = Uint8Array.from(bytes as Uint8Array);
    altered[altered.length - 1] = (altered.at(-1) ?? 0) ^ 1;
    phone.wire.answers.set(name, altered);
    expect(await phone.sync()).toMatchObject({ ok: false, refusal: 'not_genuine' });
    expect(await phone.nameBy(1)).toBeNull();
  });
});

describe('names that are searched', () => {
  async function searching(rows: readonly Row[]) {
    const phone = await startPhone();
    await serve(phone.wire, phone.door, { rows, position: 1, search: secret });
    expect(await phone.sync()).toEqual({ ok: true });
    return phone;
  }

  test('are found by name, order and e-mail, whatever the case, accents and script', async () => {
    const named = (index: number, name: string, more: Partial<Person> = {}): Row => ({
      index,
      person: { ...nobody, name, ...more },
    });
    const { people } = await searching([
      named(0, 'Zoë Ångström', { email: 'zoe@example.org' }),
      named(1, 'أحمد عبد الله', { order: 'B-20' }),
      named(2, 'Angela Zoellner', { order: 'A-17' }),
    ]);
    const find = async (text: string) =>
      (await people.find(sampleEvent, text, 9))?.found.map(({ person }) => person.name);
    expect(await find('angstrom ZOE')).toEqual(['Zoë Ångström']);
    expect(await find('احمد')).toEqual(['أحمد عبد الله']);
    expect(await find('b-٢٠')).toEqual(['أحمد عبد الله']);
    expect(await find('zoe@')).toEqual(['Zoë Ångström']);
    expect(await find('zoe')).toEqual(['Zoë Ångström', 'Angela Zoellner']);
    expect(await find('z')).toEqual([]);
    expect(await find('nobody')).toEqual([]);
  });

  test('are at most as many as were asked for, and it is said that there are more', async () => {
    const { people } = await searching(rowsOf(30));
    const found = await people.find(sampleEvent, 'guest', 10);
    expect({ count: found?.found.length, more: found?.more }).toEqual({ count: 10, more: true });
  });

  test('lie sealed, and the key too', async () => {
    const phone = await searching(rowsOf(30));
    const stored = await everythingIn(phone.database);
    expect(stored).not.toMatch(/Guest \d|A-\d/);
    expect(stored).not.toContain(Buffer.from(secret).toString('latin1'));
    expect((await phone.people.ofTicket(sampleEvent, ticketHash(3)))?.name).toBe('Guest 3');
  });

  test('go with the next root when they are no longer allowed, and come back under another key', async () => {
    const phone = await searching(rowsOf(5));
    await serve(phone.wire, phone.door, { rows: rowsOf(5), position: 2 });
    expect(await phone.sync()).toEqual({ ok: true });
    expect(await phone.people.find(sampleEvent, 'guest', 9)).toBeNull();
    expect(await phone.people.ofTicket(sampleEvent, ticketHash(3))).toBeNull();
    expect(await phone.database.searchKeys.count()).toBe(0);
    expect((await phone.database.peopleFiles.toArray()).map(({ kind }) => kind)).toEqual(['detail']);
    expect(await phone.nameBy(3)).toBe('Guest 3');
    await serve(phone.wire, phone.door, {
      rows: rowsOf(5),
      position: 3,
      search: sha256(Uint8Array.of(2)),
    });
    expect(await phone.sync()).toEqual({ ok: true });
    expect((await phone.people.ofTicket(sampleEvent, ticketHash(3)))?.name).toBe('Guest 3');
  });

  test('are closed again a while after the last search', async () => {
    const { people, timers } = await searching(rowsOf(5));
    await people.find(sampleEvent, 'guest', 9);
    expect(timers).toHaveLength(1);
    timers[0]?.();
    expect((await people.find(sampleEvent, 'guest', 9))?.found).toHaveLength(5);
    expect(timers).toHaveLength(2);
  });

  test('are wiped with all else of people when the root is too old, without network, and not fetched again', async () => {
    const phone = await searching(rowsOf(5));
    const { wipeAfter = 0 } = phone.lists.newestRootOf(sampleEvent) ?? {};
    await phone.people.wipeExpired(wipeAfter);
    expect(await phone.nameBy(3)).toBe('Guest 3');
    phone.wire.left = 0;
    phone.setNow(wipeAfter + 1);
    await phone.people.wipeExpired(wipeAfter + 1);
    expect(phone.forgotten).toEqual([sampleEvent]);
    const { peopleFiles, peoplePages, peopleSets, searchKeys } = phone.database;
    for (const table of [peopleFiles, peoplePages, peopleSets, searchKeys])
      expect(await table.count()).toBe(0);
    expect(await phone.nameBy(3)).toBeNull();
    phone.wire.left = Number.POSITIVE_INFINITY;
    expect(await fetchPeople(phone.source, event)).toEqual({ ok: true });
    expect(await peopleFiles.count()).toBe(0);
  });

  test('are wiped when the phone is revoked', async () => {
    const phone = await searching(rowsOf(5));
    await phone.people.forgetAll();
    const { peopleFiles, searchKeys } = phone.database;
    expect([await peopleFiles.count(), await searchKeys.count()]).toEqual([0, 0]);
  });
});
