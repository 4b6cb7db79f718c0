import type { App } from '../../../../platform/http/create-server.js';
import { answers, dataOf, nothing } from '../../../../platform/http/schemas.js';
import { issueDeviceTicket, noteWiped, readDeviceState, type StateDeps } from '../device-state.js';
import { type PairDeps, pairDevice } from '../pair-device.js';
import { type CodeDeps, linkOfCode } from '../pairing-codes.js';
import { noteReadiness } from '../readiness.js';
import {
  challengeSchema,
  deviceStateSchema,
  linkOfTypedCode,
  liveTicketSchema,
  pairedDevice,
  pairRequest,
  readinessRequest,
  sessionRequest,
  sessionSchema,
  typedCode,
} from '../schemas.js';
import { openDeviceSession, type SessionDeps } from '../sessions.js';

const tags = ['device'];
const minute = 60_000;
const longestUserAgent = 300;

/** How a browser becomes a phone of the organisation, and how the phone gets its token. */
export function pairingRoutes(app: App, deps: PairDeps & CodeDeps): void {
  typedCodeRoute(app, deps);
  app.post(
    '/device/pair',
    {
      config: { rateLimit: { max: 60, timeWindow: minute } },
      schema: {
        tags,
        summary: 'Become a phone of the organisation by the link of a pairing',
        body: pairRequest,
        response: answers({ 200: dataOf(pairedDevice) }, 404, 409, 410, 422),
      },
    },
    async (request, reply) => {
      reply.header('cache-control', 'no-store');
      const userAgent = (request.headers['user-agent'] ?? '').slice(0, longestUserAgent);
      return { data: await pairDevice(deps, request.body, userAgent) };
    },
  );
}

/** Ten tries a minute at an address: enough for cold fingers, and hopeless against fifty bits. */
function typedCodeRoute(app: App, deps: CodeDeps): void {
  app.post(
    '/device/pairing-links',
    {
      config: { rateLimit: { max: 10, timeWindow: minute } },
      schema: {
        tags,
        summary: 'The link that a typed pairing code stands for',
        body: typedCode,
        response: answers({ 200: dataOf(linkOfTypedCode) }, 404, 410),
      },
    },
    async (request, reply) => {
      reply.header('cache-control', 'no-store');
      return { data: { url: await linkOfCode(deps, request.body.code) } };
    },
  );
}

/** Signing in with the phone's own key. */
export function sessionRoutes(app: App, deps: SessionDeps): void {
  app.post(
    '/device/challenges',
    {
      schema: {
        tags,
        summary: 'Bytes for a phone to sign, and the time',
        response: answers({ 200: dataOf(challengeSchema) }),
      },
    },
    async (_request, reply) => {
      reply.header('cache-control', 'no-store');
      const challenge = Buffer.from(deps.challenges.make()).toString('base64url');
      return { data: { challenge, serverTime: new Date().toISOString() } };
    },
  );
  app.post(
    '/device/sessions',
    {
      config: { rateLimit: { max: 300, timeWindow: minute } },
      schema: {
        tags,
        summary: 'Exchange a signed challenge for an access token',
        body: sessionRequest,
        response: answers({ 200: dataOf(sessionSchema) }, 401),
      },
    },
    async (request, reply) => {
      reply.header('cache-control', 'no-store');
      return { data: await openDeviceSession(deps, request.body) };
    },
  );
}

function readinessRoute(
  app: App,
  { tenancy, live }: Pick<PairDeps, 'tenancy'> & Pick<StateDeps, 'live'>,
): void {
  app.put(
    '/device/readiness',
    {
      config: { device: 'active' as const },
      schema: {
        tags,
        summary: 'Tell what this phone found out about itself, by the code that it shows',
        body: readinessRequest,
        response: answers({ 204: nothing }, 401, 403, 422),
      },
    },
    async ({ device, body }, reply) => {
      await tenancy.run(device, (trx) => noteReadiness(trx, live, { device, code: body.code }));
      return reply.code(204).send(null);
    },
  );
}

/** What a phone asks about itself and tells of itself, also while it waits and after it was revoked. */
export function phoneRoutes(app: App, deps: StateDeps & Pick<PairDeps, 'tenancy'>): void {
  const { tenancy } = deps;
  const config = { device: 'any' as const };
  app.get(
    '/device/state',
    {
      config,
      schema: {
        tags,
        summary: 'What this phone is, and its events',
        response: answers({ 200: dataOf(deviceStateSchema) }, 401),
      },
    },
    async ({ device }, reply) => {
      reply.header('cache-control', 'no-store');
      return { data: await tenancy.run(device, (trx) => readDeviceState(trx, deps, device.deviceId)) };
    },
  );
  app.post(
    '/device/wiped',
    {
      config,
      schema: {
        tags,
        summary: 'Say that this phone has handed over its rows and forgotten all else',
        response: answers({ 204: nothing }, 401),
      },
    },
    async ({ device }, reply) => {
      await tenancy.run(device, (trx) => noteWiped(trx, deps.live, device));
      return reply.code(204).send(null);
    },
  );
  readinessRoute(app, deps);
  app.post(
    '/device/live-tickets',
    {
      config,
      schema: {
        tags,
        summary: 'A ticket for the socket that tells what has changed',
        response: answers({ 200: dataOf(liveTicketSchema) }, 401, 403),
      },
    },
    async ({ device }, reply) => {
      reply.header('cache-control', 'no-store');
      return { data: await tenancy.run(device, (trx) => issueDeviceTicket(trx, deps.events, device)) };
    },
  );
}
