import type { AttendeeField } from '@gatehouse/shared/attendee-list';
import { csvLine } from '../platform/csv/write-csv.js';
import { type NameList, nameLists } from './demo-names.js';

/** What a column of the demo's list is, in the words of the API. */
export const attendeeColumns = [
  'name',
  'email',
  'language',
  'ticketType',
  'orderReference',
  'seat',
  'note',
  'text1',
  'barcode',
  'status',
] as const satisfies readonly AttendeeField[];

type Attendee = Readonly<Record<(typeof attendeeColumns)[number], string>>;

/** Those of whom a gate has to be told more than a list can say. With the listed ones they are five hundred. */
export const specialAttendees = [
  {
    fields: { name: 'Mallory Quirke', email: 'mallory@example.org', note: 'The bank took the payment back.' },
    ticketType: 'Standard',
    blocked: true,
  },
  {
    fields: { name: 'Trent Abernathy', email: 'trent@example.org', note: 'Reported as stolen on Monday.' },
    ticketType: 'VIP',
    blocked: true,
  },
  {
    fields: {
      name: 'Aurélie Saint-Éxupéry',
      email: 'aurelie@example.org',
      language: 'fr',
      attention: true,
      note: 'Arrives in a wheelchair; call the steward of the ramp.',
      texts: ['Ramp on the left', 'One companion'],
    },
    ticketType: 'VIP',
    blocked: false,
  },
  {
    fields: { name: 'Child of Wójcik', attention: true, texts: ['Under 16: with an adult'] },
    ticketType: 'Reduced',
    blocked: false,
  },
] as const;

const attendeesOnList = 500 - specialAttendees.length;

/** The list of attendees as a spreadsheet writes it: names of 25 languages, three people in each order. */
export function demoAttendeeList(): string {
  const attendees = Array.from({ length: attendeesOnList }, (_, index) => attendeeAt(index));
  const lines = attendees.map((attendee) => csvLine(attendeeColumns.map((column) => attendee[column])));
  return csvLine(attendeeColumns) + lines.join('');
}

function attendeeAt(index: number): Attendee {
  const group = index % nameLists.length;
  const round = Math.floor(index / nameLists.length);
  const list = nameLists[group];
  const number = String(index + 1).padStart(3, '0');
  const ticketType = typeAt(group + round);
  return {
    name: list ? nameAt(list, round) : '',
    email: index % 23 === 7 ? '' : `attendee-${number}@example.org`,
    language: list?.language ?? '',
    ticketType,
    orderReference: `HL-${1001 + Math.floor(index / 3)}`,
    seat: ticketType === 'VIP' ? `Table ${1 + (index % 12)}` : '',
    note: index % 61 === 5 ? 'Asked for a receipt.' : '',
    text1: index % 19 === 3 ? 'Vegetarian' : '',
    // Sold by somebody else, who printed a code of their own.
    barcode: index % 12 === 4 ? `40063${String(81_000_000 + index * 7919)}` : '',
    status: index % 41 === 9 ? 'cancelled' : '',
  };
}

/** Every first name with another last name in each round of five. */
function nameAt({ first, last, order }: NameList, round: number): string {
  const [firsts, lasts] = [first.split(', '), last.split(', ')];
  const given = firsts[round % firsts.length] ?? '';
  const family = lasts[(round + Math.floor(round / firsts.length)) % lasts.length] ?? '';
  if (order === 'first last') return `${given} ${family}`;
  return order === 'last first' ? `${family} ${given}` : `${family}${given}`;
}

function typeAt(number: number): string {
  const share = number % 20;
  if (share === 0) return 'VIP';
  if (share === 1) return 'Crew';
  return share < 7 ? 'Reduced' : 'Standard';
}
