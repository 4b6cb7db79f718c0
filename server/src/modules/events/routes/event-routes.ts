import Type from 'typebox';
import type { App } from '../../../platform/http/create-server.js';
import { answers, dataOf, listOf, pageQuery } from '../../../platform/http/schemas.js';
import { writeOnce, writeOnceHeaders } from '../../../platform/http/write-once.js';
import type { Tenancy } from '../../../platform/tenancy/tenancy.js';
import { changeEvent, changeStatus } from '../commands/change-event.js';
import { createEvent } from '../commands/create-event.js';
import { listEvents, readEvent } from '../event-queries.js';
import { eventChanges, eventParams, eventSchema, newEvent, statusChange } from '../schemas.js';

const tags = ['events'];

const eventQuery = Type.Object(
  {
    ...pageQuery.properties,
    status: Type.Optional(statusChange.properties.status),
    search: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
    together: Type.Optional(
      Type.Boolean({
        description: 'Of each series only its first date among what is asked for, and no pass.',
      }),
    ),
    from: Type.Optional(
      Type.String({ format: 'date-time', description: 'Only what is still on then, or comes later.' }),
    ),
  },
  { additionalProperties: false },
);

export function eventRoutes(app: App, tenancy: Tenancy): void {
  readRoutes(app, tenancy);
  writeRoutes(app, tenancy);
}

function readRoutes(app: App, tenancy: Tenancy): void {
  app.get(
    '/events',
    {
      config: { permission: 'events.read' },
      schema: {
        tags,
        summary: 'Events by their start',
        querystring: eventQuery,
        response: answers({ 200: listOf(eventSchema) }, 401, 403),
      },
    },
    (request) => tenancy.run(request.member, (trx) => listEvents(trx, request.query)),
  );
  app.get(
    '/events/:eventId',
    {
      config: { permission: 'events.read' },
      schema: {
        tags,
        summary: 'One event',
        params: eventParams,
        response: answers({ 200: dataOf(eventSchema) }, 401, 403, 404),
      },
    },
    async (request) => ({
      data: await tenancy.run(request.member, (trx) => readEvent(trx, request.params.eventId)),
    }),
  );
}

function writeRoutes(app: App, tenancy: Tenancy): void {
  app.post(
    '/events',
    {
      config: { permission: 'events.write' },
      schema: {
        tags,
        summary: 'Create a draft',
        headers: writeOnceHeaders,
        body: newEvent,
        response: answers({ 201: dataOf(eventSchema) }, 401, 403, 409, 422),
      },
    },
    (request, reply) =>
      writeOnce({ tenancy, caller: request.member, request, reply }, (trx) =>
        createEvent(trx, request.member.organisationId, request.body),
      ),
  );
  app.patch(
    '/events/:eventId',
    {
      config: { permission: 'events.write' },
      schema: {
        tags,
        summary: 'Change fields of an event',
        params: eventParams,
        body: eventChanges,
        response: answers({ 200: dataOf(eventSchema) }, 401, 403, 404, 409, 422),
      },
    },
    async (request) => ({
      data: await tenancy.run(request.member, (trx) =>
        changeEvent(
          trx,
          { organisationId: request.member.organisationId, eventId: request.params.eventId },
          request.body,
        ),
      ),
    }),
  );
  app.put(
    '/events/:eventId/status',
    {
      config: { permission: 'events.publish' },
      schema: {
        tags,
        summary: 'Publish, take back, archive or restore',
        params: eventParams,
        body: statusChange,
        response: answers({ 200: dataOf(eventSchema) }, 401, 403, 404, 409),
      },
    },
    async (request) => ({
      data: await tenancy.run(request.member, (trx) =>
        changeStatus(trx, {
          organisationId: request.member.organisationId,
          eventId: request.params.eventId,
          status: request.body.status,
        }),
      ),
    }),
  );
}
