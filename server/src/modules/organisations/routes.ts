import { found } from '../../platform/errors/found.js';
import type { App } from '../../platform/http/create-server.js';
import { answers, dataOf } from '../../platform/http/schemas.js';
import type { Tenancy } from '../../platform/tenancy/tenancy.js';
import { changeOrganisation, currentOrganisation } from './queries.js';
import { organisationChanges, organisationSchema } from './schemas.js';

const tags = ['organisation'];

/** The organisation that the request is made in. */
export function organisationRoutes(app: App, tenancy: Tenancy): void {
  app.get(
    '/organisation',
    {
      config: { permission: 'organisation.read' },
      schema: {
        tags,
        summary: 'The organisation of this request',
        response: answers({ 200: dataOf(organisationSchema) }, 401, 403, 404),
      },
    },
    async (request) => ({
      data: await tenancy.run(request.member, async (trx) => found(await currentOrganisation(trx))),
    }),
  );
  app.patch(
    '/organisation',
    {
      config: { permission: 'organisation.write' },
      schema: {
        tags,
        summary: 'Change its name, language or time zone',
        body: organisationChanges,
        response: answers({ 200: dataOf(organisationSchema) }, 401, 403, 404),
      },
    },
    async (request) => ({
      data: await tenancy.run(request.member, async (trx) => {
        await changeOrganisation(trx, request.body);
        return found(await currentOrganisation(trx));
      }),
    }),
  );
}
