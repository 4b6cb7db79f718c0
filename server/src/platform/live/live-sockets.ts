import fastifyWebsocket from '@fastify/websocket';
import type { FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import Type from 'typebox';
import { AppError } from '../errors/app-error.js';
import { platformErrors } from '../errors/platform-errors.js';
import type { App } from '../http/create-server.js';
import type { Platform } from '../platform.js';
import { type HubLimits, hubLimits, LiveHub } from './live-hub.js';
import { LivePages } from './live-pages.js';
import { type LiveSubject, takeLiveTicket } from './live-tickets.js';

/** Nobody is asked to say anything here. */
const mostBytesReceived = 1024;

const ticketQuery = Type.Object({ ticket: Type.String({ pattern: '^[A-Za-z0-9_-]{64}$' }) });

/** The socket that tells phones and the portal what may have changed. Registered before every other route. */
export const liveSockets = fp<{ limits?: HubLimits }>(
  async (app, { limits = hubLimits }) => {
    const pages = new LivePages();
    app.decorate('livePages', pages);
    const hub = new LiveHub(limits, pages);
    const stopListening = app.platform.live.subscribe(hub);
    await app.register(fastifyWebsocket, {
      options: { maxPayload: mostBytesReceived, perMessageDeflate: false },
      errorHandler: (error, socket, request) => {
        request.log.debug({ err: error }, 'a socket broke');
        socket.terminate();
      },
      preClose: async () => {
        stopListening();
        app.websocketServer.close();
        await hub.stop();
      },
    });
    app.decorateRequest('liveSubject', null);
    liveRoute(app as unknown as App, hub);
  },
  { name: 'live-sockets', dependencies: ['platform', 'security'] },
);

/** A route for sockets, which OpenAPI has no words for. */
function liveRoute(app: App, hub: LiveHub): void {
  app.route({
    method: 'GET',
    url: '/api/v1/live',
    schema: { hide: true, querystring: ticketQuery },
    preHandler: async (request) => {
      request.liveSubject = await admit(request, app.platform, hub);
    },
    handler: () => Promise.reject(new AppError(platformErrors.upgradeRequired)),
    wsHandler: (socket, request) => {
      if (request.liveSubject) hub.open(request.liveSubject, socket);
      else socket.terminate();
    },
  });
}

/** The ticket is used up last, so that nothing else costs it. */
async function admit(request: FastifyRequest, platform: Platform, hub: LiveHub): Promise<LiveSubject> {
  if (!request.ws) throw new AppError(platformErrors.upgradeRequired);
  if (!isOwnPage(request, platform)) throw new AppError(platformErrors.forbidden);
  if (hub.isFull()) throw new AppError(platformErrors.unavailable);
  const { ticket } = request.query as { ticket: string };
  const subject = await takeLiveTicket(platform.tenancy, ticket);
  if (!subject) throw new AppError(platformErrors.unauthenticated);
  return subject;
}

/** Browsers say which page opens the socket; what is no browser says nothing and still needs the ticket. */
function isOwnPage(request: FastifyRequest, { config, publicUrl }: Platform): boolean {
  const { origin } = request.headers;
  if (origin === undefined) return true;
  const own = `${request.protocol}://${request.host}`;
  return origin === own || origin === publicUrl() || config.corsOrigins.includes(origin);
}

declare module 'fastify' {
  interface FastifyInstance {
    /** Feeds whose pages phones get through their sockets. */
    livePages: LivePages;
  }
  interface FastifyRequest {
    liveSubject: LiveSubject | null;
  }
}
