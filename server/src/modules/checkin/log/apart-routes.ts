import type { App } from '../../../platform/http/create-server.js';
import { answers, dataOf, listOf } from '../../../platform/http/schemas.js';
import type { Tenancy } from '../../../platform/tenancy/tenancy.js';
import { type ApartDeps, describeApart, listApart } from './apart-list.js';
import { apartDecision, apartParams, apartQuery, apartSchema } from './apart-schemas.js';
import { decideApart } from './decide-apart.js';
import { doorParams } from './door-schemas.js';
import type { IngestDeps } from './ingest.js';

const tags = ['door'];

export interface ApartRouteDeps extends IngestDeps, ApartDeps {
  readonly tenancy: Tenancy;
}

/** Rows that are kept and do not count, until somebody has looked at them. */
export function apartRoutes(app: App, deps: ApartRouteDeps): void {
  const { tenancy, events } = deps;
  app.get(
    '/events/:eventId/set-apart-rows',
    {
      config: { permission: 'door.read' },
      schema: {
        tags,
        summary: 'Rows of phones that are kept and do not count, newest first',
        params: doorParams,
        querystring: apartQuery,
        response: answers({ 200: listOf(apartSchema) }, 401, 403, 404),
      },
    },
    ({ member, params: { eventId }, query }) =>
      tenancy.run(member, async (trx) => {
        const { publicNumber: number } = await events.read(trx, eventId);
        return listApart(trx, deps, { event: { eventId, number }, query });
      }),
  );
  app.put(
    '/events/:eventId/set-apart-rows/:deviceId/:rowHash/decision',
    {
      config: { permission: 'door.write' },
      schema: {
        tags,
        summary: 'Let such a row count, or say that it never will',
        params: apartParams,
        body: apartDecision,
        response: answers({ 200: dataOf(apartSchema) }, 401, 403, 404, 409),
      },
    },
    async ({ member, params: { eventId, ...row }, body: { counts, note = '' } }) => {
      const { organisationId, personId } = member;
      const data = await tenancy.run(member, async (trx) => {
        const { publicNumber: number } = await events.read(trx, eventId);
        const event = { eventId, number };
        await decideApart(trx, deps, { organisationId, event, ...row, counts, note, personId });
        return describeApart(trx, deps, { event, ...row });
      });
      return { data };
    },
  );
}
