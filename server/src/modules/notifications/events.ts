import Type from 'typebox';
import { defineEvent } from '../../platform/outbox/event.js';

/** A mail is written and waits to be sent. */
export const mailQueued = defineEvent('notifications.mail_queued', Type.Object({ mailId: Type.String() }));
