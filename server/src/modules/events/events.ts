import Type from 'typebox';
import { defineEvent } from '../../platform/outbox/event.js';

/** An event became visible to the public. */
export const eventPublished = defineEvent(
  'events.event_published',
  Type.Object({ eventId: Type.String(), name: Type.String(), slug: Type.String() }),
);
