import fp from 'fastify-plugin';
import type { Ticketing } from './index.js';
import { anyTypeIsForZone, listTicketTypes } from './queries.js';
import { ticketTypeRoutes } from './routes/ticket-type-routes.js';

export const ticketingModule = fp(
  async (app) => {
    const { tenancy } = app.platform;
    app.decorate('ticketing', { listTypes: listTicketTypes } satisfies Ticketing);
    app.events.onZoneRemoval(anyTypeIsForZone);
    app.api.portalApi((inner) => ticketTypeRoutes(inner, { tenancy, events: app.events }));
  },
  { name: 'ticketing', dependencies: ['platform', 'api-contexts', 'events'] },
);

declare module 'fastify' {
  interface FastifyInstance {
    ticketing: Ticketing;
  }
}
