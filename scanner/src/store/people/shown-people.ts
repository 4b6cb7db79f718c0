import { fromHex } from '@gatehouse/shared/bytes';
import { acceptedEvent, type Manifest } from '@gatehouse/shared/manifest';
import type { Person } from '@gatehouse/shared/people';
import { type ParsedScan, ticketHash } from '@gatehouse/shared/ticket-code';
import { createState, type Readable, type State } from '../readable.js';
import type { FoundPeople } from './find-people.js';
import type { People } from './people.js';

/** As many as the strip of the last scans holds, and some. */
const KEPT = 16;

/** By the scan's id. */
export type PeopleByScan = ReadonlyMap<string, Person>;

/** What is asked of people at a gate. */
export type PeopleSource = Pick<People, 'ofCode' | 'ofTicket' | 'find'>;

/** Where a phone knows nothing of people. */
export const noPeople: PeopleSource = {
  ofCode: async () => null,
  ofTicket: async () => null,
  find: async (): Promise<FoundPeople | null> => null,
};

export interface SeenTicket {
  readonly scanId: string;
  readonly manifest: Manifest;
  /** Null: the ticket was found by a search. */
  readonly parsed: ParsedScan | null;
  /** The hash of the ticket that was decided on, in hexadecimal. */
  readonly ticket: string | null;
}

/** Who stood before this phone lately: in memory, never on the disk. */
export class ShownPeople {
  readonly byScan: Readable<PeopleByScan>;
  readonly #byScan: State<PeopleByScan>;
  readonly #source: PeopleSource;
  /** Raised when all are forgotten, so that what is on its way is not shown any more. */
  #generation = 0;

  constructor(source: PeopleSource) {
    this.#source = source;
    this.#byScan = createState<PeopleByScan>(new Map());
    this.byScan = this.#byScan;
  }

  /** Looks who it is; the verdict does not wait for it, and no answer changes it. */
  async look(seen: SeenTicket): Promise<void> {
    const generation = this.#generation;
    const person = await this.#personOf(seen).catch(() => null);
    if (person === null || generation !== this.#generation) return;
    const others = [...this.#byScan.get()].filter(([id]) => id !== seen.scanId);
    this.#byScan.set(new Map([...others.slice(1 - KEPT), [seen.scanId, person]]));
  }

  forget(): void {
    this.#generation += 1;
    this.#byScan.set(new Map());
  }

  #personOf({ manifest, parsed, ticket }: SeenTicket): Promise<Person | null> {
    const { root } = manifest;
    if (parsed?.form === 'native' || parsed?.form === 'rotating') {
      // Of a pass the row lies under the salt of the pass.
      const salt = acceptedEvent(root, parsed.body.event)?.salt;
      if (salt === undefined) return Promise.resolve(null);
      return this.#source.ofCode(root.event, ticketHash(salt, parsed.body.ticket), parsed.code);
    }
    const hash = ticket === null || ticket === '' ? null : fromHex(ticket);
    return hash === null ? Promise.resolve(null) : this.#source.ofTicket(root.event, hash);
  }
}
