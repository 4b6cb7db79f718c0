import fp from 'fastify-plugin';
import { createOrganisation } from './commands/create-organisation.js';
import type { Organisations } from './index.js';
import { currentOrganisation } from './queries.js';
import { organisationRoutes } from './routes.js';

export const organisationsModule = fp(
  async (app) => {
    const { tenancy } = app.platform;
    app.decorate('organisations', {
      create: (input) => createOrganisation(tenancy, input),
      current: currentOrganisation,
    } satisfies Organisations);
    app.api.portalApi((routes) => organisationRoutes(routes, tenancy));
  },
  { name: 'organisations', dependencies: ['platform', 'api-contexts'] },
);

declare module 'fastify' {
  interface FastifyInstance {
    organisations: Organisations;
  }
}
