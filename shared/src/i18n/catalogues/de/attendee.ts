import type { Translation } from '../../messages.js';
import type { attendee as english } from '../en/attendee.js';

export const attendee = {
  'front.title': 'Veranstaltungen hinter dem Tor',
  'front.lead': 'Wählen Sie einen Veranstalter, um zu sehen, was ansteht.',
  'front.empty': 'Noch hat kein Veranstalter etwas veröffentlicht',
  'front.emptyHint': 'Schauen Sie bald wieder vorbei.',
  'front.organisers': 'Veranstalter',
  'organisation.title': 'Veranstaltungen von {organisation}',
  'organisation.upcoming': 'Was ansteht',
  'organisation.count': { one: '{count} Veranstaltung', other: '{count} Veranstaltungen' },
  'organisation.empty': 'Zurzeit ist nichts angekündigt',
  'organisation.emptyHint': 'Sobald {organisation} eine Veranstaltung veröffentlicht, erscheint sie hier.',
  'event.begins': 'Beginn',
  'event.ends': 'Ende',
  'event.admission': 'Einlass ab',
  'event.place': 'Ort',
  'event.by': 'von {organisation}',
  'event.zone': 'Alle Zeiten gelten am Ort der Veranstaltung ({zone}).',
  'event.tickets': 'Tickets',
  'event.noTickets': 'Tickets sind noch nicht angekündigt.',
  'event.all': 'Alle Veranstaltungen von {organisation}',
  'event.summary': '{date} · {place}',
  'missing.title': 'Diese Seite gibt es nicht',
  'missing.text': 'Die Veranstaltung ist vielleicht vorbei, oder der Link ist vertippt.',
  'missing.home': 'Zur Startseite',
  'footer.made': 'Tickets und Einlass mit Gatehouse',
} as const satisfies Translation<typeof english, 'de'>;
