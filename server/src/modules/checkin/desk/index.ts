import type { FastifyInstance } from 'fastify';
import type { IngestDeps } from '../log/index.js';
import { createAnswerCache } from './answer-cache.js';
import { deskRoutes } from './desk-routes.js';

/**
 * The server's own door. Whoever asks it is a member with the right to write at the door; keys for machines do not
 * exist yet.
 */
export function addDesk(app: FastifyInstance, deps: IngestDeps): void {
  const { tenancy } = app.platform;
  const answers = createAnswerCache();
  app.api.portalApi((inner) => deskRoutes(inner, { ...deps, tenancy, answers }));
}
