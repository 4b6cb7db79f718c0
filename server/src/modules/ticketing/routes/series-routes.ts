import type { App } from '../../../platform/http/create-server.js';
import { answers, dataOf } from '../../../platform/http/schemas.js';
import { writeOnce, writeOnceHeaders } from '../../../platform/http/write-once.js';
import type { Tenancy } from '../../../platform/tenancy/tenancy.js';
import { type Events, eventSchema, newDate } from '../../events/index.js';
import { eventParams } from '../schemas.js';
import { copyTicketTypes } from '../series/copy-types.js';
import { changePassDates, createPassWithFeed } from '../series/edit-passes.js';
import { describeSeries, newPass, passDates, seriesSchema } from '../series/read-series.js';

const tags = ['series'];

interface Deps {
  readonly tenancy: Tenancy;
  readonly events: Events;
}

/** Dates of a series, each an event of its own, and passes that are good at several of them. */
export function seriesRoutes(app: App, deps: Deps): void {
  readRoute(app, deps);
  dateRoute(app, deps);
  passRoutes(app, deps);
}

function readRoute(app: App, { tenancy, events }: Deps): void {
  app.get(
    '/events/:eventId/series',
    {
      config: { permission: 'events.read' },
      schema: {
        tags,
        summary: 'The dates and passes of an event’s series',
        params: eventParams,
        response: answers({ 200: dataOf(seriesSchema) }, 401, 403, 404),
      },
    },
    async (request) => ({
      data: await tenancy.run(request.member, (trx) => describeSeries(trx, events, request.params.eventId)),
    }),
  );
}

function dateRoute(app: App, { tenancy, events }: Deps): void {
  app.post(
    '/events/:eventId/series/dates',
    {
      config: { permission: 'events.write' },
      schema: {
        tags,
        summary: 'Copy an event, with all that makes its door, to another date',
        description:
          'Zones, gates, access lists with their rules, ticket types and questions are copied; tickets, phones and what was scanned are not. The two are of one series.',
        params: eventParams,
        headers: writeOnceHeaders,
        body: newDate,
        response: answers({ 201: dataOf(eventSchema) }, 401, 403, 404, 409, 422),
      },
    },
    (request, reply) => {
      const { organisationId } = request.member;
      const key = { organisationId, eventId: request.params.eventId };
      return writeOnce({ tenancy, caller: request.member, request, reply }, (trx) =>
        events.copyEvent(trx, key, { input: request.body, copyTypes: copyTicketTypes }),
      );
    },
  );
}

function passRoutes(app: App, { tenancy, events }: Deps): void {
  app.post(
    '/events/:eventId/series/passes',
    {
      config: { permission: 'events.write' },
      schema: {
        tags,
        summary: 'Create a pass: an event without a door, whose tickets are good at the dates that it names',
        params: eventParams,
        headers: writeOnceHeaders,
        body: newPass,
        response: answers({ 201: dataOf(eventSchema) }, 401, 403, 404, 409, 422),
      },
    },
    (request, reply) => {
      const { organisationId } = request.member;
      const key = { organisationId, eventId: request.params.eventId };
      return writeOnce({ tenancy, caller: request.member, request, reply }, (trx) =>
        createPassWithFeed(trx, events, { key, input: request.body }),
      );
    },
  );
  app.put(
    '/events/:eventId/series/dates',
    {
      config: { permission: 'events.write' },
      schema: {
        tags,
        summary: 'Say which dates a pass is good for',
        params: eventParams,
        body: passDates,
        response: answers({ 200: dataOf(seriesSchema) }, 401, 403, 404, 409, 422),
      },
    },
    async ({ member, params, body }) => ({
      data: await tenancy.run(member, async (trx) => {
        const key = { organisationId: member.organisationId, eventId: params.eventId };
        await changePassDates(trx, events, { key, dateIds: body.dateIds });
        return describeSeries(trx, events, params.eventId);
      }),
    }),
  );
}
