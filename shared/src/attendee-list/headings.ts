import { commonHeadings } from './common-headings.js';
import type { AttendeeField, ColumnFields, ListSource } from './fields.js';

interface Export {
  readonly source: ListSource;
  /** Headings that only this export has, all of them. */
  readonly marks: readonly string[];
  readonly fields: Readonly<Record<string, AttendeeField>>;
}

/** Headings as the exports write them, in lower case. The first export whose marks are all there is the one. */
const knownExports: readonly Export[] = [
  {
    // Check-in list: no number of its own for a ticket, so the secret of the QR code stands for it.
    source: 'pretix',
    marks: ['order code', 'attendee name', 'product', 'checked in'],
    fields: {
      'order code': 'orderReference',
      'attendee name': 'name',
      product: 'ticketType',
      secret: 'barcode',
      'e-mail': 'email',
      comment: 'note',
      'seat name': 'seat',
      company: 'text1',
    },
  },
  {
    // Order data, the sheet of positions: one row a ticket.
    source: 'pretix',
    marks: ['order code', 'position id', 'attendee name', 'product'],
    fields: {
      'order code': 'orderReference',
      'attendee name': 'name',
      'attendee email': 'email',
      product: 'ticketType',
      'pseudonymization id': 'externalId',
      'ticket secret': 'barcode',
      status: 'status',
      'seat name': 'seat',
      'order comment': 'note',
      'order locale': 'language',
      company: 'text1',
    },
  },
  {
    source: 'eventbrite',
    marks: ['order #', 'attendee #', 'ticket type'],
    fields: {
      'order #': 'orderReference',
      'first name': 'firstName',
      'last name': 'lastName',
      email: 'email',
      'ticket type': 'ticketType',
      'attendee #': 'externalId',
      'barcode #': 'barcode',
      'attendee status': 'status',
      company: 'text1',
    },
  },
  {
    // The same report as Eventbrite writes it for British accounts.
    source: 'eventbrite',
    marks: ['order no.', 'attendee no.', 'ticket type'],
    fields: {
      'order no.': 'orderReference',
      'first name': 'firstName',
      surname: 'lastName',
      email: 'email',
      'ticket type': 'ticketType',
      'attendee no.': 'externalId',
      'barcode no.': 'barcode',
      'attendee status': 'status',
      company: 'text1',
    },
  },
  {
    // Its QR code is the public id.
    source: 'hi_events',
    marks: ['first name', 'last name', 'public id', 'short id'],
    fields: {
      id: 'externalId',
      'first name': 'firstName',
      'last name': 'lastName',
      email: 'email',
      status: 'status',
      'product name': 'ticketType',
      'ticket name': 'ticketType',
      'public id': 'barcode',
      notes: 'note',
    },
  },
];

export interface Recognised {
  readonly source: ListSource;
  readonly fields: ColumnFields;
}

/** Proposes a field for each column. A person looks at it before anything is imported. */
export function recogniseHeadings(headings: readonly string[]): Recognised {
  const words = headings.map(plain);
  const known = knownExports.find(({ marks }) => marks.every((mark) => words.includes(mark)));
  const proposed = words.map((word) => known?.fields[word] ?? (known ? undefined : commonHeadings.get(word)));
  const taken = new Set<AttendeeField>();
  const fields = proposed.map((field) => {
    if (field === undefined || taken.has(field)) return null;
    taken.add(field);
    return field;
  });
  return { source: known?.source ?? 'other', fields: withoutSecondName(fields) };
}

/** One way to say a name: a whole one wins over its parts. */
function withoutSecondName(fields: ColumnFields): ColumnFields {
  if (!fields.includes('name')) return fields;
  return fields.map((field) => (field === 'firstName' || field === 'lastName' ? null : field));
}

/** Whether the first line looks like headings: something in it is known, or nothing in it looks like a person's data. */
export function looksLikeHeadings(cells: readonly string[]): boolean {
  if (recogniseHeadings(cells).fields.some((field) => field !== null)) return true;
  return !cells.some((cell) => /@|^[\d\s.,:/-]+$/.test(cell.trim()));
}

function plain(heading: string): string {
  return heading.normalize('NFC').trim().toLowerCase().replace(/\s+/g, ' ').replace(/_/g, ' ');
}
