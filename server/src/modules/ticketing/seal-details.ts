import { createCipheriv } from 'node:crypto';
import {
  detailToSeal,
  type FoundPerson,
  isNobody,
  nobody,
  type Person,
  type SealedDetail,
} from '@gatehouse/shared/people';
import { signTicketCode } from '@gatehouse/shared/ticket-code';
import { ed25519Signer } from '../../platform/secrets-at-rest/ed25519-keys.js';
import type { HolderRow } from './holders.js';

/** What the codes of an event are signed again with. It holds private keys: it goes to a thread and nowhere else. */
export interface SealKeys {
  /** Of the event, and of each pass that is good at its doors. */
  readonly events: readonly {
    readonly id: string;
    /** As codes have it. */
    readonly publicNumber: number;
    readonly keys: readonly { readonly kid: number; readonly secret: Uint8Array }[];
  }[];
}

/** Plain data, so that a thread can be given it. */
export interface SealJob extends SealKeys {
  /** As `readHolders` gives it. */
  readonly json: string;
}

/**
 * Seals what is known of each holder for the present code of the ticket, which is signed again for it: Ed25519 gives
 * the same bytes each time. A tenth of a millisecond each.
 * @returns a row for each; empty where nothing is known, and where the code's key is dead
 */
export async function sealDetails({ events, json }: SealJob): Promise<SealedDetail[]> {
  const signers = new Map(
    events.flatMap(({ id, publicNumber, keys }) =>
      keys.map(({ kid, secret }) => [
        `${id} ${kid}`,
        { event: publicNumber, sign: ed25519Signer(Buffer.from(secret)) },
      ]),
    ),
  );
  const sealed: SealedDetail[] = [];
  for (const row of rowsOf(json)) {
    const { kid, generation, class: codeClass } = row;
    const hash = bytesOf(row.hash);
    const signer = signers.get(`${row.event} ${kid}`);
    const person: Person = { ...personOf(row), email: '' };
    if (signer === undefined || isNobody(person)) {
      sealed.push({ hash, sealed: new Uint8Array() });
      continue;
    }
    const body = { kid, event: signer.event, ticket: bytesOf(row.number), generation, class: codeClass };
    sealed.push({ hash, sealed: sealFor(await signTicketCode(body, signer.sign), person) });
  }
  return sealed;
}

function sealFor(code: Uint8Array, person: Person): Uint8Array {
  const { key, nonce, plain } = detailToSeal(code, person);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** The same people in the open, e-mail addresses too. @param json as `readHolders` gives it */
export function peopleOf(json: string): FoundPerson[] {
  return rowsOf(json).map((row) => {
    const person = personOf(row);
    return { hash: bytesOf(row.hash), person: isNobody(person) ? null : person };
  });
}

function rowsOf(json: string): HolderRow[] {
  return JSON.parse(json) as HolderRow[];
}

function bytesOf(hex: string): Uint8Array {
  return Uint8Array.from(Buffer.from(hex, 'hex'));
}

function personOf({ name, seat, order, note, texts, email }: HolderRow): Person {
  return {
    ...nobody,
    name,
    seat: seat ?? '',
    order: order ?? '',
    note: note ?? '',
    texts: texts.filter((text) => text !== ''),
    email: email ?? '',
  };
}
