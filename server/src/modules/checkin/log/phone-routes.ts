import { MAX_BATCH_BYTES, readTrustedKeys, TRUSTED_KEYS_HEADER } from '@gatehouse/shared/protocol';
import Type from 'typebox';
import { AppError } from '../../../platform/errors/app-error.js';
import { platformErrors } from '../../../platform/errors/platform-errors.js';
import type { App } from '../../../platform/http/create-server.js';
import { answers, id, nothing } from '../../../platform/http/schemas.js';
import { checkinErrors } from '../errors.js';
import { bytesAnswer, sendBytes, servesEvent } from '../manifest/index.js';
import { readScansPage } from './scans-page.js';
import { createTakeBatch, type SyncDeps } from './sync.js';
import { unpackBatch } from './unpack-batch.js';

const tags = ['phones'];
const retryAfterSeconds = 3;
const uint32 = { minimum: 0, maximum: 4_294_967_295 };

const syncHeaders = Type.Object({
  'content-encoding': Type.Optional(
    Type.String({ maxLength: 20, description: '`gzip`, or nothing; at most 8 MiB unpacked' }),
  ),
  'x-unsent': Type.Optional(
    Type.Integer({
      ...uint32,
      maximum: 2_147_483_647,
      description: 'How many rows stay on the phone after this batch.',
    }),
  ),
  [TRUSTED_KEYS_HEADER]: Type.Optional(
    Type.String({
      maxLength: 100,
      description: 'The door keys that the phone trusts: the first 16 digits of each, in hexadecimal',
    }),
  ),
});

const pageQuery = Type.Object(
  {
    start: Type.Integer({
      ...uint32,
      description: 'The life of the position that the phone holds; 0: none.',
    }),
    from: Type.Integer({ ...uint32, description: 'The count of that position.' }),
  },
  { additionalProperties: false },
);

/** What phones hand over, and what they learn of each other. */
export function phoneLogRoutes(app: App, deps: SyncDeps): void {
  // A folder of its own, so that no other route takes bytes.
  app.register(async (inner) => syncRoute(inner as App, deps));
  scansRoute(app, deps);
}

function syncRoute(app: App, deps: SyncDeps): void {
  const takeBatch = createTakeBatch(deps);
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    'application/octet-stream',
    { parseAs: 'buffer', bodyLimit: MAX_BATCH_BYTES },
    (_request, body, done) => done(null, body),
  );
  app.post(
    '/device/sync',
    {
      bodyLimit: MAX_BATCH_BYTES,
      config: { device: 'any' },
      schema: {
        tags,
        summary: 'Hand over rows of the log; the answer says of each what became of it',
        consumes: ['application/octet-stream'],
        headers: syncHeaders,
        body: Type.Unsafe<Buffer>({
          description: 'A batch as its phone signed it; it may be another phone’s of the organisation.',
        }),
        response: answers({ 200: bytesAnswer('The answer, with a signed receipt.') }, 401, 403, 422, 503),
      },
    },
    async (request, reply) => {
      const { device, body, headers } = request;
      if (!Buffer.isBuffer(body)) throw new AppError(checkinErrors.batchUnreadable);
      const blob = await unpackBatch(body, headers['content-encoding']);
      const trusted = readTrustedKeys(headers[TRUSTED_KEYS_HEADER]);
      const sent = { blob, unsent: headers['x-unsent'], trusted };
      const answer = await takeBatch(device, sent).catch((error: unknown) => {
        const isTooLong = error instanceof AppError && error.definition === checkinErrors.lineTooLong;
        if (isTooLong) reply.header('retry-after', retryAfterSeconds);
        throw error;
      });
      return sendBytes(reply.header('cache-control', 'no-store'), answer);
    },
  );
}

function scansRoute(app: App, deps: SyncDeps): void {
  app.get(
    '/device/events/:eventId/pages/scans',
    {
      config: { device: 'active' },
      schema: {
        tags,
        summary: 'Rows whose last review lies behind a position, at most 1,000',
        params: Type.Object({ eventId: id }),
        querystring: pageQuery,
        response: answers(
          { 200: bytesAnswer('A signed page of the scans feed.'), 204: nothing },
          401,
          403,
          404,
          409,
        ),
      },
    },
    async ({ device, params, query }, reply) => {
      const page = await deps.tenancy.run(device, async (trx) => {
        const { deviceId } = device;
        const { eventId } = params;
        if (!(await servesEvent(trx, { deviceId, eventId }))) throw new AppError(platformErrors.notFound);
        const { publicNumber } = await deps.events.read(trx, params.eventId);
        const doorKey = await deps.doorKeys(trx, device.organisationId);
        return readScansPage(trx, { eventId, number: publicNumber, doorKey }, query);
      });
      reply.header('cache-control', 'no-store');
      return page === null ? reply.code(204).send(null) : sendBytes(reply, page);
    },
  );
}
