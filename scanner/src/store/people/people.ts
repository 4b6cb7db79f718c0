import { equalBytes, toHex } from '@gatehouse/shared/bytes';
import { keyHalf, type Root, rootAge, segmentIndex } from '@gatehouse/shared/manifest';
import {
  decodePeoplePage,
  findDetail,
  openDetail,
  openDetailFile,
  openSearchFile,
  type PeopleKind,
  type Person,
  searchKeyId,
} from '@gatehouse/shared/people';
import { type AgreePair, openSealed, type SealSubtle, splitBlob } from '@gatehouse/shared/signing';
import type { PhoneDatabase, StoredPeopleSet } from '../database.js';
import { type FoundPeople, findPeople, type Searchable } from './find-people.js';
import {
  eventsWithPeople,
  forgetEverybody,
  forgetKind,
  type PeoplePlace,
  readFile,
  readPages,
  readSet,
} from './stored-people.js';

const kinds: readonly PeopleKind[] = ['detail', 'search'];
/** How long people stay open in memory after somebody searched. */
const SEARCHED_FOR_MS = 120_000;

/** Who holds tickets. All of it lies sealed on the disk; one row is opened for one scan, and nothing is kept open. */
export interface People {
  /** Opens the row of the ticket with the code that was just scanned. Never rejects: what fails is nobody. */
  ofCode(event: number, hash: Uint8Array, code: Uint8Array): Promise<Person | null>;
  /** The same without a code, where the organiser allows names on phones. */
  ofTicket(event: number, hash: Uint8Array): Promise<Person | null>;
  /** Null: names are not allowed, or have not come. */
  find(event: number, text: string, limit: number): Promise<FoundPeople | null>;
  /** @returns whether it opens here and is the key that the root names */
  takesKey(event: number, sealed: Uint8Array): Promise<boolean>;
  /** What was fetched has changed: what is open in memory is opened anew. */
  changed(event: number): void;
  /** Forgets who is too old to be kept, without asking anybody. @param nowMs the phone's estimate of the time */
  wipeExpired(nowMs: number): Promise<void>;
  forget(event: number): Promise<void>;
  forgetAll(): Promise<void>;
}

export interface PeopleOptions {
  readonly database: PhoneDatabase;
  readonly subtle: SealSubtle;
  readonly agreePair: AgreePair;
  /** The newest root of an event. */
  readonly rootOf: (event: number) => Root | null;
  readonly later: (work: () => void, afterMs: number) => () => void;
  /** Somebody was forgotten: what is shown of people goes too. */
  readonly onForgotten: (event: number) => void;
}

export function createPeople(options: PeopleOptions): People {
  return new PhonePeople(options);
}

class PhonePeople implements People {
  readonly #options: PeopleOptions;
  /** Open while somebody searches, by event. */
  readonly #searched = new Map<number, { readonly people: Promise<Searchable[]>; cancel: () => void }>();

  constructor(options: PeopleOptions) {
    this.#options = options;
  }

  async ofCode(event: number, hash: Uint8Array, code: Uint8Array): Promise<Person | null> {
    try {
      const row = await this.#rowOf({ event, kind: 'detail' }, hash);
      if (row === null || row.length === 0) return null;
      const opened = await openDetail(this.#options.subtle, { code, sealed: row });
      return opened.ok ? opened.value : null;
    } catch {
      return null;
    }
  }

  async ofTicket(event: number, hash: Uint8Array): Promise<Person | null> {
    try {
      const secret = await this.#secretOf(event);
      if (secret === null) return null;
      for await (const bytes of this.#filesFor({ event, kind: 'search' }, hash)) {
        const opened = await openSearchFile(this.#options.subtle, { secret, bytes });
        const found = opened.ok ? opened.value.find((one) => equalBytes(one.hash, hash)) : undefined;
        if (found !== undefined) return found.person;
      }
      return null;
    } catch {
      return null;
    }
  }

  async find(event: number, text: string, limit: number): Promise<FoundPeople | null> {
    const secret = await this.#secretOf(event).catch(() => null);
    if (secret === null || (await readSet(this.#options.database, { event, kind: 'search' })) === undefined)
      return null;
    const before = this.#searched.get(event);
    before?.cancel();
    const people = before?.people ?? this.#openAll(event, secret);
    // What failed is opened anew by the next search.
    people.catch(() => this.changed(event));
    const cancel = this.#options.later(() => this.changed(event), SEARCHED_FOR_MS);
    this.#searched.set(event, { people, cancel });
    return findPeople(await people, text, limit);
  }

  async takesKey(event: number, sealed: Uint8Array): Promise<boolean> {
    const secret = await this.#openKey(event, sealed);
    if (secret === null) return false;
    const { searchKeys } = this.#options.database;
    const held = await searchKeys.get(event);
    if (held === undefined || !equalBytes(held.sealed, sealed)) await searchKeys.put({ event, sealed });
    return true;
  }

  changed(event: number): void {
    this.#searched.get(event)?.cancel();
    this.#searched.delete(event);
  }

  async wipeExpired(nowMs: number): Promise<void> {
    for (const event of await eventsWithPeople(this.#options.database)) {
      const root = this.#options.rootOf(event);
      if (root === null || rootAge(root, nowMs) === 'expired') await this.forget(event);
    }
  }

  async forget(event: number): Promise<void> {
    for (const kind of kinds) await forgetKind(this.#options.database, { event, kind });
    this.changed(event);
    this.#options.onForgotten(event);
  }

  async forgetAll(): Promise<void> {
    await forgetEverybody(this.#options.database);
    for (const event of [...this.#searched.keys()]) this.changed(event);
    this.#options.onForgotten(0);
  }

  async #rowOf(place: PeoplePlace, hash: Uint8Array): Promise<Uint8Array | null> {
    for await (const bytes of this.#filesFor(place, hash)) {
      const file = openDetailFile(bytes);
      const row = file.ok ? findDetail(file.value, hash) : null;
      if (row !== null) return row;
    }
    return null;
  }

  /** Where the ticket's row may be: the newest pages, then its file of the newest root, then of the one in service. */
  async *#filesFor(place: PeoplePlace, hash: Uint8Array): AsyncGenerator<Uint8Array> {
    const { database, rootOf } = this.#options;
    for (const { bytes } of (await readPages(database, place)).toReversed()) {
      const page = decodePeoplePage(place.kind, splitBlob(bytes).body);
      if (page.ok) yield page.value.file;
    }
    const served = await readSet(database, place);
    const named = rootOf(place.event)?.segments[place.kind].map(({ sha256 }) => toHex(sha256));
    for (const addresses of [named, served?.addresses]) {
      const address = addresses?.length
        ? addresses[segmentIndex(keyHalf(hash, 0), Math.log2(addresses.length))]
        : undefined;
      const bytes = address === undefined ? null : await readFile(database, place, address);
      if (bytes !== null) yield bytes;
    }
  }

  /** @returns null where the root names no key, another one, or names are not allowed */
  async #secretOf(event: number): Promise<Uint8Array | null> {
    const stored = await this.#options.database.searchKeys.get(event);
    return stored === undefined ? null : this.#openKey(event, stored.sealed);
  }

  async #openKey(event: number, sealed: Uint8Array): Promise<Uint8Array | null> {
    const { subtle, agreePair, rootOf } = this.#options;
    const named = rootOf(event)?.search ?? null;
    if (named === null) return null;
    const opened = await openSealed(subtle, { agreePair, sealed, purpose: 'search' });
    return opened.ok && equalBytes(searchKeyId(opened.value), named) ? opened.value : null;
  }

  async #openAll(event: number, secret: Uint8Array): Promise<Searchable[]> {
    const { database, subtle } = this.#options;
    const place = { event, kind: 'search' } as const;
    const people = new Map<string, Searchable>();
    const take = async (bytes: Uint8Array) => {
      const opened = await openSearchFile(subtle, { secret, bytes });
      if (!opened.ok) return;
      for (const { hash, person } of opened.value) {
        const ticket = toHex(hash);
        if (person === null) people.delete(ticket);
        else people.set(ticket, { ticket, person, text: null });
      }
    };
    const set: StoredPeopleSet | undefined = await readSet(database, place);
    for (const address of set?.addresses ?? []) {
      const bytes = await readFile(database, place, address);
      if (bytes !== null) await take(bytes);
    }
    for (const { bytes } of await readPages(database, place)) {
      const page = decodePeoplePage('search', splitBlob(bytes).body);
      if (page.ok) await take(page.value.file);
    }
    return [...people.values()];
  }
}
