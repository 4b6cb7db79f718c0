import Type from 'typebox';
import { defineEvent } from '../../platform/outbox/event.js';

/** Which phones serve an event, or what its other phones know of one, is no longer what it was. */
export const devicesChanged = defineEvent('checkin.devices_changed', Type.Object({ eventId: Type.String() }));
