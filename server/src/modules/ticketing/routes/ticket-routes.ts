import type { App } from '../../../platform/http/create-server.js';
import { answers, dataOf, listOf } from '../../../platform/http/schemas.js';
import { writeOnce, writeOnceHeaders } from '../../../platform/http/write-once.js';
import type { Tenancy } from '../../../platform/tenancy/tenancy.js';
import { changeTicket, createTicket } from '../commands/edit-ticket.js';
import { reIssueTicket } from '../commands/re-issue-ticket.js';
import type { TicketDeps } from '../issue.js';
import { readCodeTexts } from '../read-code.js';
import { eventParams } from '../schemas.js';
import type { TicketLinks } from '../ticket-link.js';
import { listTickets, readTicket } from '../ticket-queries.js';
import {
  newTicket,
  ticketChanges,
  ticketCodeSchema,
  ticketParams,
  ticketQuery,
  ticketSchema,
} from '../ticket-schemas.js';

type Deps = TicketDeps & Pick<TicketLinks, 'linkFor'> & { readonly tenancy: Tenancy };

const tags = ['tickets'];
const reading = { permission: 'tickets.read' };
const writing = { permission: 'tickets.write' };

export function ticketRoutes(app: App, deps: Deps): void {
  readRoutes(app, deps);
  createRoutes(app, deps);
  changeRoutes(app, deps);
}

function readRoutes(app: App, deps: Deps): void {
  const { tenancy, events } = deps;
  app.get(
    '/events/:eventId/tickets',
    {
      config: reading,
      schema: {
        tags,
        summary: 'Tickets in the order in which they were issued',
        params: eventParams,
        querystring: ticketQuery,
        response: answers({ 200: listOf(ticketSchema) }, 401, 403, 404),
      },
    },
    ({ member, params, query }) =>
      tenancy.run(member, async (trx) => {
        await events.read(trx, params.eventId);
        return listTickets(trx, params.eventId, query);
      }),
  );
  app.get(
    '/events/:eventId/tickets/:ticketId',
    {
      config: reading,
      schema: {
        tags,
        summary: 'One ticket',
        params: ticketParams,
        response: answers({ 200: dataOf(ticketSchema) }, 401, 403, 404),
      },
    },
    async ({ member, params }) => ({
      data: await tenancy.run(member, (trx) => readTicket(trx, params.eventId, params.ticketId)),
    }),
  );
  app.get(
    '/events/:eventId/tickets/:ticketId/code',
    {
      config: reading,
      schema: {
        tags,
        summary: 'The code that lets this ticket in',
        params: ticketParams,
        response: answers({ 200: dataOf(ticketCodeSchema) }, 401, 403, 404, 409),
      },
    },
    async ({ member, params }, reply) => {
      reply.header('cache-control', 'no-store');
      const key = { organisationId: member.organisationId, ...params };
      const codes = await tenancy.run(member, (trx) => readCodeTexts(trx, deps, key));
      return { data: { ...codes, pagePath: deps.linkFor({ ...key, generation: codes.generation }) } };
    },
  );
}

function createRoutes(app: App, deps: Deps): void {
  const { tenancy } = deps;
  app.post(
    '/events/:eventId/tickets',
    {
      config: writing,
      schema: {
        tags,
        summary: 'Issue a ticket by hand',
        params: eventParams,
        headers: writeOnceHeaders,
        body: newTicket,
        response: answers({ 201: dataOf(ticketSchema) }, 401, 403, 404, 409, 422),
      },
    },
    (request, reply) => {
      const { member, params, body: input } = request;
      const key = { organisationId: member.organisationId, eventId: params.eventId };
      return writeOnce({ tenancy, caller: member, request, reply }, (trx) =>
        createTicket(trx, deps, { key, input }),
      );
    },
  );
  app.post(
    '/events/:eventId/tickets/:ticketId/re-issue',
    {
      config: writing,
      schema: {
        tags,
        summary: 'Make a new code; the old one is dead',
        params: ticketParams,
        headers: writeOnceHeaders,
        response: answers({ 201: dataOf(ticketSchema) }, 401, 403, 404, 409, 422),
      },
    },
    (request, reply) => {
      const { member, params } = request;
      const key = { organisationId: member.organisationId, ...params };
      return writeOnce({ tenancy, caller: member, request, reply }, (trx) => reIssueTicket(trx, deps, key));
    },
  );
}

function changeRoutes(app: App, deps: Deps): void {
  const { tenancy } = deps;
  app.patch(
    '/events/:eventId/tickets/:ticketId',
    {
      config: writing,
      schema: {
        tags,
        summary: 'Change fields of a ticket; its code stays',
        params: ticketParams,
        body: ticketChanges,
        response: answers({ 200: dataOf(ticketSchema) }, 401, 403, 404, 409, 422),
      },
    },
    async ({ member, params, body: changes }) => {
      const key = { organisationId: member.organisationId, ...params };
      return { data: await tenancy.run(member, (trx) => changeTicket(trx, deps, { key, changes })) };
    },
  );
}
