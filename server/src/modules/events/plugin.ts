import fp from 'fastify-plugin';
import { allocateClass, requireGate, requireUnlisted, requireZones } from './classes.js';
import { lockDoor, lockEditableEvent } from './commands/change-event.js';
import { findPublishedEvent, listEvents, readEvent } from './event-queries.js';
import type { Events, GateUse, ZoneUse } from './index.js';
import { eventRoutes } from './routes/event-routes.js';
import { accessListRoutes, gateRoutes, zoneRoutes } from './routes/place-routes.js';

export const eventsModule = fp(
  async (app) => {
    const { tenancy } = app.platform;
    const zoneUses: ZoneUse[] = [];
    const gateUses: GateUse[] = [];
    app.decorate('events', {
      read: readEvent,
      listPublished: (trx, page) => listEvents(trx, { ...page, status: 'published' }),
      findPublished: findPublishedEvent,
      lockForEdit: lockEditableEvent,
      lockDoor,
      allocateClass,
      requireUnlisted,
      onZoneRemoval: (isInUse) => void zoneUses.push(isInUse),
      onGateRemoval: (isInUse) => void gateUses.push(isInUse),
      requireGate,
      requireZones,
    } satisfies Events);
    app.api.portalApi((inner) => zoneRoutes(inner, tenancy, zoneUses));
    app.api.portalApi((inner) => gateRoutes(inner, tenancy, gateUses));
    for (const routes of [eventRoutes, accessListRoutes])
      app.api.portalApi((inner) => routes(inner, tenancy));
  },
  { name: 'events', dependencies: ['platform', 'api-contexts', 'identity'] },
);

declare module 'fastify' {
  interface FastifyInstance {
    events: Events;
  }
}
