import type { Messages } from '../../messages.js';

/** What Gatehouse writes by mail. */
export const mail = {
  'published.subject': '{event} is published',
  'published.greeting': 'Hello {name},',
  'published.text': '{event} is now public. Anybody with this address can see it:',
  'published.reason': 'You get this mail because you may publish events of {organisation}.',
  'ticket.subject': 'Your ticket for {event}',
  'tickets.subject': 'Your tickets for {event}',
  'ticket.greeting': 'Hello,',
  'ticket.lead': 'Here is your ticket for {event}.',
  'tickets.lead': 'Here are your tickets for {event}.',
  'ticket.show': 'Show the code at the entrance, on your phone or printed. It works without a network.',
  'ticket.personal': 'Whoever shows this code first gets in, so keep it to yourself.',
  'ticket.open': 'Open the ticket',
  'ticket.code': 'QR code of the ticket; for typing: {code}',
  'ticket.shortCode': 'Code for typing',
  'ticket.changes':
    'The code of this ticket changes every 30 seconds, and only its page has it. Open the page on your phone once before you come; at the entrance it works without a network. Paper and screenshots are refused.',
  'ticket.changesSomewhere':
    'Some entrances take only the changing code. Open the page of this ticket on your phone before you come.',
  'ticket.attachedChanging': 'Attached: the details as a PDF, and an entry for your calendar.',
  'ticket.when': 'When',
  'ticket.admission': 'Doors open',
  'ticket.where': 'Where',
  'ticket.type': 'Ticket type',
  'ticket.seat': 'Seat',
  'ticket.order': 'Order',
  'ticket.number': 'Ticket {number} of {total}',
  'ticket.attached': 'Attached: the ticket as a PDF for printing, and an entry for your calendar.',
  'tickets.attached': 'Attached: all tickets as a PDF for printing, and an entry for your calendar.',
  'tickets.rest': {
    one: 'One more ticket is in the attached PDF.',
    other: '{count} more tickets are in the attached PDF.',
  },
  'ticket.reason': 'You get this mail because {organisation} issued a ticket to this address.',
  'caught.title': 'Caught mail',
  'caught.lead': 'Nothing leaves this machine: mail to anybody lands here.',
  'caught.empty': 'No mail yet. Publish an event and one arrives.',
  'caught.to': 'To',
  'caught.all': 'All mail',
  'caught.attachments': 'Attachments',
} as const satisfies Messages;
