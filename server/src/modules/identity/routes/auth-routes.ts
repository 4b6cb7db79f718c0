import type { FastifyReply, FastifyRequest } from 'fastify';
import { AppError } from '../../../platform/errors/app-error.js';
import type { App } from '../../../platform/http/create-server.js';
import { answers, dataOf, nothing } from '../../../platform/http/schemas.js';
import type { Tenancy } from '../../../platform/tenancy/tenancy.js';
import type { Organisations } from '../../organisations/index.js';
import { signAccessToken } from '../authentication.js';
import { refreshSession } from '../commands/refresh-session.js';
import { type OpenedSession, signIn } from '../commands/sign-in.js';
import { signOut } from '../commands/sign-out.js';
import { describePerson } from '../describe-person.js';
import { identityErrors } from '../errors.js';
import { accessTokenSeconds, sessionDays } from '../rules.js';
import { credentialsSchema, meSchema, sessionSchema } from '../schemas.js';

export interface AuthRouteOptions {
  readonly tenancy: Tenancy;
  readonly organisations: Organisations;
  /** Whether browsers reach us over TLS, so that the cookie must never travel without it. */
  readonly secureCookies: boolean;
}

const cookieName = 'gatehouse_refresh';
const cookiePath = '/api/v1/auth';
const tags = ['auth'];

/** Sign in, refresh, sign out: for anybody, because they are how one becomes somebody. */
export function authRoutes(app: App, options: AuthRouteOptions): void {
  const { tenancy } = options;
  app.post(
    '/auth/sign-in',
    {
      config: { rateLimit: { max: 30, timeWindow: 60_000 } },
      schema: {
        tags,
        summary: 'Sign in with e-mail and password',
        body: credentialsSchema,
        response: answers({ 200: dataOf(sessionSchema) }, 401, 403),
      },
    },
    async (request, reply) => {
      requireSameSite(request);
      const device = { userAgent: request.headers['user-agent'] ?? '', address: request.ip };
      const session = await signIn(tenancy, request.body, device);
      return answerSession(reply, options, session);
    },
  );
  app.post(
    '/auth/refresh',
    {
      config: { rateLimit: { max: 120, timeWindow: 60_000 } },
      schema: {
        tags,
        summary: 'Exchange the refresh cookie for a new access token',
        response: answers({ 200: dataOf(sessionSchema) }, 401, 403),
      },
    },
    async (request, reply) => {
      requireSameSite(request);
      try {
        const session = await refreshSession(tenancy, request.cookies[cookieName] ?? '');
        return await answerSession(reply, options, session);
      } catch (error) {
        if (error instanceof AppError) reply.clearCookie(cookieName, { path: cookiePath });
        throw error;
      }
    },
  );
  app.post(
    '/auth/sign-out',
    { schema: { tags, summary: 'End this session', response: answers({ 204: nothing }, 403) } },
    async (request, reply) => {
      requireSameSite(request);
      await signOut(tenancy, request.cookies[cookieName] ?? '');
      return reply.clearCookie(cookieName, { path: cookiePath }).code(204).send(null);
    },
  );
}

/** Who am I, for anybody with an access token. */
export function meRoutes(app: App, options: AuthRouteOptions): void {
  app.get(
    '/auth/me',
    {
      schema: {
        tags,
        summary: 'The signed-in person and their organisations',
        response: answers({ 200: dataOf(meSchema) }, 401),
      },
    },
    async (request) => ({ data: await describePerson(options, request.signedIn.personId) }),
  );
}

async function answerSession(reply: FastifyReply, options: AuthRouteOptions, session: OpenedSession) {
  reply.header('cache-control', 'no-store').setCookie(cookieName, session.refreshToken, {
    path: cookiePath,
    httpOnly: true,
    sameSite: 'strict',
    secure: options.secureCookies,
    maxAge: sessionDays * 24 * 60 * 60,
  });
  return {
    data: {
      accessToken: signAccessToken(reply.server, session),
      expiresAt: new Date(Date.now() + accessTokenSeconds * 1000).toISOString(),
      ...(await describePerson(options, session.personId)),
    },
  };
}

/** Browsers say where a request comes from; the cookie must not be spent for another site's page. */
function requireSameSite(request: FastifyRequest): void {
  const site = request.headers['sec-fetch-site'];
  if (site === 'cross-site' || site === 'same-site') throw new AppError(identityErrors.crossSite);
}
