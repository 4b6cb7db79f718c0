import fp from 'fastify-plugin';
import { allocateClass, requireUnlisted, requireZones } from './classes.js';
import { lockEditableEvent } from './commands/change-event.js';
import { findEventIds, findPublishedEvent, listEvents, readEvent } from './event-queries.js';
import type { Events, ZoneUse } from './index.js';
import { readDoorSettings } from './place-queries.js';
import { eventRoutes } from './routes/event-routes.js';
import { accessListRoutes, gateRoutes, zoneRoutes } from './routes/place-routes.js';

export const eventsModule = fp(
  async (app) => {
    const { tenancy } = app.platform;
    const zoneUses: ZoneUse[] = [];
    app.decorate('events', {
      read: readEvent,
      findIds: findEventIds,
      readDoorSettings,
      listPublished: (trx, page) => listEvents(trx, { ...page, status: 'published' }),
      findPublished: findPublishedEvent,
      lockForEdit: lockEditableEvent,
      allocateClass,
      requireUnlisted,
      onZoneRemoval: (isInUse) => void zoneUses.push(isInUse),
      requireZones,
    } satisfies Events);
    app.api.portalApi((inner) => zoneRoutes(inner, tenancy, zoneUses));
    for (const routes of [eventRoutes, gateRoutes, accessListRoutes])
      app.api.portalApi((inner) => routes(inner, tenancy));
  },
  { name: 'events', dependencies: ['platform', 'api-contexts', 'identity'] },
);

declare module 'fastify' {
  interface FastifyInstance {
    events: Events;
  }
}
