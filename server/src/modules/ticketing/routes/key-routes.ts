import type { App } from '../../../platform/http/create-server.js';
import { answers, dataOf, listOf, pageQuery } from '../../../platform/http/schemas.js';
import { writeOnce, writeOnceHeaders } from '../../../platform/http/write-once.js';
import type { Tenancy } from '../../../platform/tenancy/tenancy.js';
import { endKey, rotateKey } from '../commands/edit-keys.js';
import type { TicketDeps } from '../issue.js';
import { listKeys, readKey } from '../key-queries.js';
import { eventParams } from '../schemas.js';
import { keyParams, keyRotation, keySchema, keyStatusChange } from '../ticket-schemas.js';

const tags = ['ticket keys'];

type Deps = TicketDeps & { readonly tenancy: Tenancy };

export function keyRoutes(app: App, deps: Deps): void {
  readRoutes(app, deps);
  writeRoutes(app, deps);
}

function readRoutes(app: App, { tenancy, events }: Deps): void {
  app.get(
    '/events/:eventId/ticket-keys',
    {
      config: { permission: 'tickets.read' },
      schema: {
        tags,
        summary: 'Keys that sign the codes of this event',
        params: eventParams,
        querystring: pageQuery,
        response: answers({ 200: listOf(keySchema) }, 401, 403, 404),
      },
    },
    ({ member, params, query }) =>
      tenancy.run(member, async (trx) => {
        await events.read(trx, params.eventId);
        return listKeys(trx, params.eventId, query);
      }),
  );
  app.get(
    '/events/:eventId/ticket-keys/:keyId',
    {
      config: { permission: 'tickets.read' },
      schema: {
        tags,
        summary: 'One key, without its private part',
        params: keyParams,
        response: answers({ 200: dataOf(keySchema) }, 401, 403, 404),
      },
    },
    async ({ member, params }) => ({
      data: await tenancy.run(member, (trx) => readKey(trx, params.eventId, { id: params.keyId })),
    }),
  );
}

function writeRoutes(app: App, deps: Deps): void {
  const { tenancy, events } = deps;
  app.post(
    '/events/:eventId/ticket-keys',
    {
      config: { permission: 'tickets.write' },
      schema: {
        tags,
        summary: 'Rotate: phones hear of a new key, which signs a day later',
        params: eventParams,
        headers: writeOnceHeaders,
        body: keyRotation,
        response: answers({ 201: dataOf(keySchema) }, 401, 403, 404, 409, 422),
      },
    },
    (request, reply) => {
      const { member, params, body } = request;
      const key = { organisationId: member.organisationId, eventId: params.eventId };
      return writeOnce({ tenancy, caller: member, request, reply }, (trx) =>
        rotateKey(trx, deps, { key, test: body.test ?? false, leaked: body.leaked ?? false }),
      );
    },
  );
  app.put(
    '/events/:eventId/ticket-keys/:keyId/status',
    {
      config: { permission: 'tickets.write' },
      schema: {
        tags,
        summary: 'Set a key aside, or declare it dead: what its codes are still good for',
        params: keyParams,
        body: keyStatusChange,
        response: answers({ 200: dataOf(keySchema) }, 401, 403, 404, 409),
      },
    },
    async ({ member, params, body }) => ({
      data: await tenancy.run(member, (trx) =>
        endKey(trx, events, {
          key: { organisationId: member.organisationId, ...params },
          status: body.status,
        }),
      ),
    }),
  );
}
