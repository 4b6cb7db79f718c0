import type { Locale } from '@gatehouse/shared/i18n';
import type { PrintedTicket, TicketsToSend } from '../src/modules/notifications/ticket-mail/index.js';

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:';

/** 122 characters of the shape of a ticket code; each seed gives another. */
export function sampleCode(seed: number): string {
  const drawn = Array.from(
    { length: 120 },
    (_, index) => alphabet[(index * index * 7 + index + seed * 11) % 45],
  );
  return `G:${drawn.join('')}`;
}

export function sampleTicket(changes: Partial<PrintedTicket> = {}, seed = 1): PrintedTicket {
  return {
    code: sampleCode(seed),
    shortCode: '7K3M9XQ2VT8R',
    attendeeName: 'Zoë Łukasiewicz-Ångström',
    type: { name: 'Weekend', colour: '#1b5190' },
    seat: 'Block C, row 12, seat 7',
    orderReference: 'GH-2027-0042',
    notes: ['Wheelchair places are left of gate 2.'],
    rotation: 'none',
    pageUrl: 'https://tickets.example/t/abc?x=1&y=2',
    ...changes,
  };
}

export function sampleOrder(
  locale: Locale,
  tickets: TicketsToSend['tickets'] = [sampleTicket()],
): TicketsToSend {
  return {
    locale,
    recipientName: tickets[0].attendeeName,
    organisation: 'Kulturverein Nordhafen',
    event: {
      name: 'Nordhafen Open Air 2027',
      place: 'Nordhafen, Kaistraße 12, 20457 Hamburg',
      timeZone: 'Europe/Berlin',
      startsAt: new Date('2027-07-03T16:00:00Z'),
      endsAt: new Date('2027-07-04T21:00:00Z'),
      admissionAt: new Date('2027-07-03T14:30:00Z'),
      url: 'https://tickets.example/nordhafen/open-air',
      calendarUid: '0198c7a0-open-air@tickets.example',
    },
    tickets,
    issuedAt: new Date('2027-05-01T10:00:00Z'),
  };
}
