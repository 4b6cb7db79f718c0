import Type from 'typebox';
import type { App } from '../../../platform/http/create-server.js';
import { answers, dataOf, id, instant, listOf, nullable, pageQuery } from '../../../platform/http/schemas.js';
import type { Tenancy } from '../../../platform/tenancy/tenancy.js';
import type { Events } from '../../events/index.js';
import type { Ticketing } from '../../ticketing/index.js';
import { listTicketMails } from './list-ticket-mails.js';
import { requestTicketMails } from './request-ticket-mails.js';

const tags = ['tickets'];
const params = Type.Object({ eventId: id });
const mailSchema = Type.Object({
  id,
  ticketId: id,
  recipient: Type.String(),
  queuedAt: instant,
  sentAt: nullable(instant),
  failedAt: Type.Union([instant, Type.Null()], {
    description: 'When it was given up. Mail it again when its reason is gone.',
  }),
  failure: Type.Union([Type.String(), Type.Null()], {
    description: 'Why the mail server did not take it the last time.',
  }),
});

const listQuery = Type.Object(
  {
    ...pageQuery.properties,
    ticketId: Type.Optional(id),
    refused: Type.Optional(
      Type.Boolean({ description: 'Those that were given up, of tickets that were not mailed since.' }),
    ),
  },
  { additionalProperties: false },
);

/** Mailing tickets, and what became of the mails. */
export function ticketMailRoutes(
  app: App,
  deps: { tenancy: Tenancy; events: Events; ticketing: Ticketing },
): void {
  const { tenancy, events, ticketing } = deps;
  app.post(
    '/events/:eventId/ticket-mails',
    {
      config: { permission: 'tickets.write' },
      schema: {
        tags,
        summary: 'Mail tickets to their holders',
        description: 'Without ids: every good ticket with an address whose present code was not mailed yet.',
        params,
        body: Type.Object(
          { ticketIds: Type.Optional(Type.Array(id, { minItems: 1, maxItems: 1000, uniqueItems: true })) },
          { additionalProperties: false },
        ),
        response: answers(
          { 202: dataOf(Type.Object({ accepted: Type.Literal(true) })) },
          401,
          403,
          404,
          409,
          422,
        ),
      },
    },
    async (request, reply) => {
      const { organisationId } = request.member;
      const { eventId } = request.params;
      await tenancy.run(request.member, async (trx) => {
        await events.lockForEdit(trx, eventId);
        await requestTicketMails(ticketing, trx, {
          organisationId,
          eventId,
          ticketIds: request.body.ticketIds ?? null,
        });
      });
      return reply.code(202).send({ data: { accepted: true as const } });
    },
  );
  app.get(
    '/events/:eventId/ticket-mails',
    {
      config: { permission: 'tickets.read' },
      schema: {
        tags,
        summary: 'Mails with tickets, in the order in which they were asked for',
        params,
        querystring: listQuery,
        response: answers({ 200: listOf(mailSchema) }, 401, 403, 404),
      },
    },
    (request) =>
      tenancy.run(request.member, async (trx) => {
        await events.read(trx, request.params.eventId);
        return listTicketMails(trx, request.params.eventId, request.query);
      }),
  );
}
