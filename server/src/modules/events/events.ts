import Type from 'typebox';
import { defineEvent } from '../../platform/outbox/event.js';

/** What gates must know of an event, its zones, gates or access lists is no longer what it was. */
export const doorSettingsChanged = defineEvent(
  'events.door_settings_changed',
  Type.Object({ eventId: Type.String() }),
);

/** An event became visible to the public. */
export const eventPublished = defineEvent(
  'events.event_published',
  Type.Object({ eventId: Type.String(), name: Type.String(), slug: Type.String() }),
);
