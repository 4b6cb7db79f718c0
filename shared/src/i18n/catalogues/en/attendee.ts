import type { Messages } from '../../messages.js';

/** The public pages. */
export const attendee = {
  'front.title': 'Events near the gate',
  'front.lead': 'Choose an organiser to see what is on.',
  'front.empty': 'No organiser has published an event yet',
  'front.emptyHint': 'Come back soon.',
  'front.organisers': 'Organisers',
  'organisation.title': 'Events by {organisation}',
  'organisation.upcoming': 'What is on',
  'organisation.count': { one: '{count} event', other: '{count} events' },
  'organisation.empty': 'Nothing is announced at the moment',
  'organisation.emptyHint': 'As soon as {organisation} publishes an event, it appears here.',
  'event.begins': 'Begins',
  'event.ends': 'Ends',
  'event.admission': 'Admission from',
  'event.place': 'Place',
  'event.by': 'by {organisation}',
  'event.zone': 'All times are local to the event ({zone}).',
  'event.tickets': 'Tickets',
  'event.noTickets': 'Tickets are not announced yet.',
  'event.all': 'All events by {organisation}',
  'event.summary': '{date} · {place}',
  'missing.title': 'There is no such page',
  'missing.text': 'The event may be over, or the link is mistyped.',
  'missing.home': 'To the start page',
  'footer.made': 'Tickets and doors by Gatehouse',
} as const satisfies Messages;
