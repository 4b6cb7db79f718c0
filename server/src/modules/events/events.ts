import Type from 'typebox';
import { defineEvent } from '../../platform/outbox/event.js';

/** Something changed that phones at the door are told: times, zones, gates, access lists, ticket types or keys. */
export const doorChanged = defineEvent('events.door_changed', Type.Object({ eventId: Type.String() }));

/** An event became visible to the public. */
export const eventPublished = defineEvent(
  'events.event_published',
  Type.Object({ eventId: Type.String(), name: Type.String(), slug: Type.String() }),
);
