import Type from 'typebox';
import { defineEvent } from '../../platform/outbox/event.js';

/** A mail is written and waits to be sent. */
export const mailQueued = defineEvent('notifications.mail_queued', Type.Object({ mailId: Type.String() }));

/** Somebody asked that tickets be mailed: these, or every good one of the event that has not been mailed yet. */
export const ticketMailsRequested = defineEvent(
  'notifications.ticket_mails_requested',
  Type.Object({ eventId: Type.String(), ticketIds: Type.Union([Type.Array(Type.String()), Type.Null()]) }),
);

/** A mail with a ticket waits to be sent. */
export const ticketMailQueued = defineEvent(
  'notifications.ticket_mail_queued',
  Type.Object({ mailId: Type.String() }),
);
