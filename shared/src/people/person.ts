import { accepted, createReader, createWriter, type Outcome, refused, toUtf8 } from '../bytes/index.js';

/** What a door may say of who holds a ticket. A text that nobody gave is empty. */
export interface Person {
  readonly name: string;
  readonly seat: string;
  /** Reference of the order. */
  readonly order: string;
  /** What belongs to the ticket, such as a parking place. */
  readonly items: readonly string[];
  readonly note: string;
  /** Lines that are to be shown at the gate. */
  readonly texts: readonly string[];
  /** Only where people are searched for: nobody needs it at a gate. */
  readonly email: string;
}

export const nobody: Person = { name: '', seat: '', order: '', items: [], note: '', texts: [], email: '' };

const VERSION = 1;
const fields = { name: 1, seat: 2, order: 3, item: 4, note: 5, text: 6, email: 7 } as const;
const numberOf = new Map<number, keyof typeof fields>(
  Object.entries(fields).map(([name, number]) => [number, name as keyof typeof fields]),
);

/** Of a program that knows fewer fields the others are left out, so new ones need no new version. */
export const MAX_PERSON_BYTES = 255 * 32;

/**
 * Version (1), then of each text that is not empty: its field (1), length (2), UTF-8.
 * @throws {RangeError} when it is longer than 8,160 bytes
 */
export function encodePerson(person: Person): Uint8Array {
  const writer = createWriter().u8(VERSION);
  const write = (field: keyof typeof fields, text: string) => {
    if (text === '') return;
    const bytes = toUtf8(text);
    writer.u8(fields[field]).u16(bytes.length).bytes(bytes);
  };
  write('name', person.name);
  write('seat', person.seat);
  write('order', person.order);
  for (const item of person.items) write('item', item);
  write('note', person.note);
  for (const text of person.texts) write('text', text);
  write('email', person.email);
  const bytes = writer.finish();
  if (bytes.length > MAX_PERSON_BYTES) throw new RangeError('a person has at most 8,160 bytes');
  return bytes;
}

/** Whether anything is known of them. */
export function isNobody(person: Person): boolean {
  return encodePerson(person).length === 1;
}

/** @param bytes as `encodePerson` writes them; zeros may follow */
export function decodePerson(bytes: Uint8Array): Outcome<Person, 'needs_update' | 'bad_content'> {
  const reader = createReader(bytes);
  if (reader.u8() !== VERSION) return refused(bytes.length === 0 ? 'bad_content' : 'needs_update');
  const found: Record<keyof typeof fields, string[]> = {
    name: [],
    seat: [],
    order: [],
    item: [],
    note: [],
    text: [],
    email: [],
  };
  while (reader.left() > 0) {
    const number = reader.u8();
    if (number === 0) {
      if (reader.bytes(reader.left()).some((byte) => byte !== 0)) reader.fail();
      break;
    }
    const text = reader.text(reader.u16());
    const field = numberOf.get(number);
    if (field !== undefined) found[field].push(text);
  }
  if (!reader.isComplete()) return refused('bad_content');
  const { name, seat, order, item, note, text, email } = found;
  const first = (texts: readonly string[]) => texts[0] ?? '';
  return accepted({
    name: first(name),
    seat: first(seat),
    order: first(order),
    items: item,
    note: first(note),
    texts: text,
    email: first(email),
  });
}
