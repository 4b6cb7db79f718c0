import type { FastifyInstance, RouteOptions } from 'fastify';
import fp from 'fastify-plugin';
import { AppError } from '../errors/app-error.js';
import { platformErrors } from '../errors/platform-errors.js';

/** Keeps a list of every route that is registered from here on, hidden ones included. */
export function rememberRoutes(app: FastifyInstance): void {
  const routes: RouteOptions[] = [];
  app.decorate('knownRoutes', routes);
  app.addHook('onRoute', (route) => {
    routes.push(route);
  });
}

/**
 * Answers 405 with `Allow` where the API has the path but not the method. Registered last, when all paths are
 * known. Preflights (OPTIONS) are answered by CORS.
 */
export const methodNotAllowed = fp(
  async (app) => {
    for (const [url, allowed] of methodsByPath(app.knownRoutes)) {
      const others = app.supportedMethods.filter((method) => method !== 'OPTIONS' && !allowed.has(method));
      app.route({
        method: others,
        url,
        exposeHeadRoute: false,
        schema: { hide: true },
        onRequest: async (_request, reply) => {
          reply.header('allow', [...allowed].join(', '));
          throw new AppError(platformErrors.methodNotAllowed);
        },
        handler: () => Promise.reject(new Error('The hook above refuses every request.')),
      });
    }
  },
  { name: 'method-not-allowed' },
);

function methodsByPath(routes: readonly RouteOptions[]): Map<string, Set<string>> {
  const methods = new Map<string, Set<string>>();
  for (const { url, method } of routes) {
    if (!url.startsWith('/api/')) continue;
    const known = methods.get(url) ?? new Set();
    for (const one of [method].flat()) known.add(one);
    methods.set(url, known);
  }
  return methods;
}

declare module 'fastify' {
  interface FastifyInstance {
    /** Every registered route; each is complete once its plugin has loaded. */
    readonly knownRoutes: readonly RouteOptions[];
  }
}
