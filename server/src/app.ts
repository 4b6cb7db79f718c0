import type { FastifyBaseLogger } from 'fastify';
import type { Redis } from 'ioredis';
import { checkinModule } from './modules/checkin/plugin.js';
import { eventsModule } from './modules/events/plugin.js';
import { identityModule } from './modules/identity/plugin.js';
import { notificationsModule } from './modules/notifications/plugin.js';
import { organisationsModule } from './modules/organisations/plugin.js';
import { ticketingModule } from './modules/ticketing/plugin.js';
import { apiContexts } from './platform/http/contexts.js';
import { type App, createServer, type ServerOptions } from './platform/http/create-server.js';
import { methodNotAllowed } from './platform/http/known-routes.js';
import { openapi } from './platform/http/openapi.js';
import { security } from './platform/http/security.js';
import { liveSockets } from './platform/live/live-sockets.js';
import { mailPages } from './platform/mail/pages.js';
import { type Metrics, measureRequests } from './platform/operations/metrics.js';
import { type OperationsOptions, operationsRoutes } from './platform/operations/routes.js';
import { type Platform, platform } from './platform/platform.js';
import { attendeePages } from './web/attendee-pages.js';
import { webApps } from './web/web-apps.js';

export interface AppOptions {
  readonly platform: Platform;
  readonly logger: FastifyBaseLogger;
  readonly redis: Redis | undefined;
  readonly metrics: Metrics;
  readonly operations: OperationsOptions;
  readonly caughtMailFolder: string | undefined;
  readonly https?: NonNullable<ServerOptions['https']>;
}

/** The whole system on one screen: the ground, the modules in the order in which they may know each other, the faces. */
export async function buildApp(options: AppOptions): Promise<App> {
  const { config } = options.platform;
  const { https } = options;
  const app = createServer({ config, logger: options.logger, ...(https ? { https } : {}) });
  measureRequests(app, options.metrics);
  await app.register(security, { config, redis: options.redis });
  await app.register(openapi);
  await app.register(platform, { platform: options.platform });
  await app.register(liveSockets);
  await app.register(apiContexts);

  await app.register(organisationsModule);
  await app.register(identityModule);
  await app.register(eventsModule);
  await app.register(ticketingModule);
  await app.register(checkinModule);
  await app.register(notificationsModule);

  await app.api.mount(app);
  operationsRoutes(app, options.operations);
  await app.register(mailPages, { folder: options.caughtMailFolder });
  await app.register(webApps);
  await app.register(attendeePages);
  await app.register(methodNotAllowed);
  return app;
}
