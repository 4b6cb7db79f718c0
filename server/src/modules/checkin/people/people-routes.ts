import type { PeopleKind } from '@gatehouse/shared/people';
import Type from 'typebox';
import type { App } from '../../../platform/http/create-server.js';
import { answers, id, nothing } from '../../../platform/http/schemas.js';
import type { Tenancy } from '../../../platform/tenancy/tenancy.js';
import { bytesAnswer, requireService, sendBytes } from '../manifest/index.js';
import type { MakePeoplePage } from './people-page.js';

export interface PeopleRouteDeps {
  readonly tenancy: Tenancy;
  readonly makePage: MakePeoplePage;
}

const uint32 = Type.Integer({ minimum: 0, maximum: 2 ** 32 - 1 });
const pageQuery = Type.Object({ start: uint32, from: uint32 }, { additionalProperties: false });

const summaries: Readonly<Record<PeopleKind, string>> = {
  detail: 'Who holds the tickets that changed since a position, each sealed for the code of the ticket',
  search: 'The same, sealed with the event’s search key; 404 where names are not allowed on phones',
};

/** Pages of people, as those of tickets: what changed since the files of the root were cut. */
export function peopleRoutes(app: App, deps: PeopleRouteDeps): void {
  pageRoute(app, deps, 'detail');
  pageRoute(app, deps, 'search');
}

function pageRoute(app: App, { tenancy, makePage }: PeopleRouteDeps, kind: PeopleKind): void {
  app.get(
    `/device/events/:eventId/pages/${kind}`,
    {
      config: { device: 'active' },
      schema: {
        tags: ['phones'],
        summary: summaries[kind],
        params: Type.Object({ eventId: id }),
        querystring: pageQuery,
        response: answers({ 200: bytesAnswer('A page, signed'), 204: nothing }, 401, 403, 404, 409),
      },
    },
    async ({ device, params, query }, reply) => {
      const key = { organisationId: device.organisationId, eventId: params.eventId };
      await tenancy.run(key, (trx) => requireService(trx, device, key.eventId));
      const page = await makePage({ key, kind, from: { start: query.start, count: query.from } });
      reply.header('cache-control', 'no-store');
      return page === undefined ? reply.code(204).send(null) : sendBytes(reply, page);
    },
  );
}
