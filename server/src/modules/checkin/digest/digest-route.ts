import Type from 'typebox';
import type { App } from '../../../platform/http/create-server.js';
import { answers, dataOf, id } from '../../../platform/http/schemas.js';
import { requireService } from '../manifest/index.js';
import { type Agreement, agreements, type CompareDeps, compareDigests } from './compare-digests.js';

const strict = { additionalProperties: false } as const;
const uint32 = Type.Integer({ minimum: 0, maximum: 2 ** 32 - 1 });
const heldFeed = Type.Object(
  {
    start: uint32,
    count: uint32,
    digest: Type.String({
      pattern: '^[0-9a-f]{64}$',
      description: 'Of all that the phone holds of the feed at this position.',
    }),
  },
  strict,
);
const agreement = Type.Unsafe<Agreement>(
  Type.Enum([...agreements], {
    description: '`unknown`: the server is at another position, or has no time for it now. Ask again later.',
  }),
);

/** Where phones ask whether they hold what the server holds. */
export function digestRoute(app: App, deps: CompareDeps): void {
  app.put(
    '/device/events/:eventId/digest',
    {
      config: { device: 'active' as const },
      schema: {
        tags: ['phones'],
        summary: 'Say what this phone holds of an event; the answer says whether the server holds the same',
        params: Type.Object({ eventId: id }),
        body: Type.Object({ tickets: heldFeed, scans: heldFeed }, strict),
        response: answers(
          { 200: dataOf(Type.Object({ tickets: agreement, scans: agreement })) },
          401,
          403,
          404,
        ),
      },
    },
    async ({ device, params: { eventId }, body }, reply) => {
      await deps.tenancy.run(device, (trx) => requireService(trx, device, eventId));
      reply.header('cache-control', 'no-store');
      return { data: await compareDigests(deps, device, { eventId, held: body }) };
    },
  );
}
