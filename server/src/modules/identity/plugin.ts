import fastifyJwt from '@fastify/jwt';
import fp from 'fastify-plugin';
import { createAuthentication } from './authentication.js';
import { addMember, createPerson, seedRoles } from './commands/add-member.js';
import type { Identity } from './index.js';
import { membersWith, namesOf } from './queries.js';
import { authRoutes, meRoutes } from './routes/auth-routes.js';
import { accessTokenSeconds } from './rules.js';

export const identityModule = fp(
  async (app) => {
    const { tenancy, secrets, config } = app.platform;
    await app.register(fastifyJwt, {
      secret: secrets.accessToken,
      sign: { algorithm: 'HS256', expiresIn: accessTokenSeconds, iss: 'gatehouse', aud: 'gatehouse-api' },
      verify: {
        algorithms: ['HS256'],
        allowedIss: 'gatehouse',
        allowedAud: 'gatehouse-api',
        // What is allowed is only looked at where it is present.
        requiredClaims: ['iss', 'aud', 'sub', 'sid', 'exp'],
      },
    });
    const secureCookies = config.publicUrl?.startsWith('https://') ?? false;
    const options = { tenancy, organisations: app.organisations, secureCookies };
    app.api.authenticateWith(createAuthentication(tenancy));
    app.api.publicApi((routes) => authRoutes(routes, options));
    app.api.signedInApi((routes) => meRoutes(routes, options));
    app.decorate('identity', {
      createPerson: (person) => createPerson(tenancy, person),
      seedRoles: (organisationId) => seedRoles(tenancy, organisationId),
      addMember: (organisationId, personId, role) => addMember(tenancy, { organisationId, personId, role }),
      membersWith,
      namesOf,
    } satisfies Identity);
  },
  { name: 'identity', dependencies: ['platform', 'api-contexts', 'organisations', 'security'] },
);

declare module 'fastify' {
  interface FastifyInstance {
    identity: Identity;
  }
}
