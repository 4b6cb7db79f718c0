import { readTrustedKeys, TRUSTED_KEYS_HEADER } from '@gatehouse/shared/protocol';
import Type from 'typebox';
import { AppError } from '../../../platform/errors/app-error.js';
import { platformErrors } from '../../../platform/errors/platform-errors.js';
import type { Device } from '../../../platform/http/contexts.js';
import type { App } from '../../../platform/http/create-server.js';
import { answers, id, nothing } from '../../../platform/http/schemas.js';
import type { ClosedTransaction, Tenancy } from '../../../platform/tenancy/tenancy.js';
import { noteTrust } from '../devices/door-key-succession.js';
import { checkinErrors } from '../errors.js';
import {
  acceptsBrotli,
  bytesAnswer,
  entityTag,
  holds,
  notModified,
  packQuickly,
  sendBytes,
  tagOf,
} from './binary-answer.js';
import { readBridge } from './bridges.js';
import type { EventKey } from './cut.js';
import { servesEvent } from './door-devices.js';
import type { CurrentRoot } from './root.js';
import { readSegment } from './segments.js';
import { makeTicketsPage, type PageDeps } from './tickets-page.js';

export interface ManifestRouteDeps extends PageDeps {
  readonly tenancy: Tenancy;
  readonly currentRoot: CurrentRoot;
}

const tags = ['phones'];
const retryAfterSeconds = 2;
/** Bytes of a page: less fits into one packet either way. */
const worthPacking = 1000;
const strict = { additionalProperties: false } as const;
const eventParams = Type.Object({ eventId: id });
const trustHeaders = Type.Object({
  [TRUSTED_KEYS_HEADER]: Type.Optional(
    Type.String({
      maxLength: 100,
      description: 'The door keys that the phone trusts: the first 16 digits of each, in hexadecimal',
    }),
  ),
});
const segmentName = Type.String({ pattern: '^[0-9a-f]{64}$', description: 'SHA-256 of the raw bytes' });
const segmentParams = Type.Object({ eventId: id, segmentName });
const uint32 = Type.Integer({ minimum: 0, maximum: 2 ** 32 - 1 });
const pageQuery = Type.Object(
  {
    start: uint32,
    from: uint32,
    version: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 255,
        default: 1,
        description: 'The newest version of a page that the phone reads.',
      }),
    ),
  },
  strict,
);

/** What a phone downloads of the events that it serves; of others there is nothing at these addresses. */
export function manifestRoutes(app: App, deps: ManifestRouteDeps): void {
  rootRoute(app, deps);
  segmentRoute(app, deps);
  pageRoute(app, deps);
}

function rootRoute(app: App, { tenancy, currentRoot }: ManifestRouteDeps): void {
  app.get(
    '/device/events/:eventId/root',
    {
      config: { device: 'active' },
      schema: {
        tags,
        summary: 'The signed root: what a phone needs to know beside the tickets',
        params: eventParams,
        headers: trustHeaders,
        response: answers({ 200: bytesAnswer('A root, signed'), 304: notModified }, 401, 403, 404),
      },
    },
    async (request, reply) => {
      const key = keyOf(request.device, request.params.eventId);
      await tenancy.run(key, (trx) => requireService(trx, request.device, key.eventId));
      const root = await currentRoot(key);
      if (root === undefined) {
        reply.header('retry-after', retryAfterSeconds);
        throw new AppError(checkinErrors.listBeingCut);
      }
      const trusted = readTrustedKeys(request.headers[TRUSTED_KEYS_HEADER]);
      const bytes =
        (await tenancy.run(key, (trx) =>
          bridgeFor(trx, request.device, { eventId: key.eventId, trusted }),
        )) ?? root.bytes;
      const tag = tagOf(bytes);
      reply.headers({ etag: tag, 'cache-control': 'private, no-cache', vary: TRUSTED_KEYS_HEADER });
      return holds(request, tag) ? reply.code(304).send(null) : sendBytes(reply, bytes);
    },
  );
}

function segmentRoute(app: App, { tenancy }: ManifestRouteDeps): void {
  app.get(
    '/device/events/:eventId/segments/:segmentName',
    {
      config: { device: 'active' },
      schema: {
        tags,
        summary: 'A part of the ticket list, by the SHA-256 of its bytes as a root names it',
        params: segmentParams,
        response: answers({ 200: bytesAnswer('A segment'), 304: notModified }, 401, 403, 404),
      },
    },
    async (request, reply) => {
      const { eventId } = request.params;
      const key = keyOf(request.device, eventId);
      const sha256 = Buffer.from(request.params.segmentName, 'hex');
      const wanted = acceptsBrotli(request) ? 'brotli' : 'raw';
      const { bytes, encoding } = await tenancy.run(key, async (trx) => {
        await requireService(trx, request.device, eventId);
        return readSegment(trx, eventId, { sha256, encoding: wanted });
      });
      const tag = entityTag(sha256);
      reply.headers({
        etag: tag,
        'cache-control': 'private, max-age=31536000, immutable',
        vary: 'accept-encoding',
      });
      if (holds(request, tag)) return reply.code(304).send(null);
      if (encoding === 'brotli') reply.header('content-encoding', 'br');
      return sendBytes(reply, bytes);
    },
  );
}

function pageRoute(app: App, deps: ManifestRouteDeps): void {
  app.get(
    '/device/events/:eventId/pages/tickets',
    {
      config: { device: 'active' },
      schema: {
        tags,
        summary: 'Tickets that changed since a position of their feed, at most 5,000 at a time',
        params: eventParams,
        querystring: pageQuery,
        response: answers({ 200: bytesAnswer('A page, signed'), 204: nothing }, 401, 403, 404, 409),
      },
    },
    async (request, reply) => {
      const { eventId } = request.params;
      const key = keyOf(request.device, eventId);
      const from = { start: request.query.start, count: request.query.from };
      const page = await deps.tenancy.run(key, async (trx) => {
        await requireService(trx, request.device, eventId);
        return makeTicketsPage(trx, deps, { key, from, version: request.query.version ?? 1 });
      });
      reply.headers({ 'cache-control': 'no-store', vary: 'accept-encoding' });
      if (page === undefined) return reply.code(204).send(null);
      if (!acceptsBrotli(request) || page.length < worthPacking) return sendBytes(reply, page);
      reply.header('content-encoding', 'br');
      return sendBytes(reply, await packQuickly(page));
    },
  );
}

function keyOf({ organisationId }: Device, eventId: string): EventKey {
  return { organisationId, eventId };
}

/** What leads a phone from the key that it trusts to the one that signs now; undefined where it needs no leading. */
async function bridgeFor(
  trx: ClosedTransaction,
  { deviceId }: Device,
  call: { readonly eventId: string; readonly trusted: readonly string[] },
): Promise<Buffer | undefined> {
  const retired = await noteTrust(trx, deviceId, call.trusted);
  return retired === null ? undefined : (await readBridge(trx, call.eventId, retired))?.bytes;
}

/** @throws AppError platform.not_found where the phone does not serve the event */
export async function requireService(
  trx: ClosedTransaction,
  { deviceId }: Device,
  eventId: string,
): Promise<void> {
  if (!(await servesEvent(trx, { deviceId, eventId }))) throw new AppError(platformErrors.notFound);
}
