import Type from 'typebox';
import type { App } from '../../../platform/http/create-server.js';
import { answers, dataOf, instant, nullable } from '../../../platform/http/schemas.js';
import { writeOnce, writeOnceHeaders } from '../../../platform/http/write-once.js';
import type { Tenancy } from '../../../platform/tenancy/tenancy.js';
import type { TicketDeps } from '../issue.js';
import { readRotation, renewRotation } from '../rotation.js';
import { eventParams } from '../schemas.js';

const tags = ['ticket keys'];

const rotation = Type.Object({
  id: Type.String({
    pattern: '^[0-9a-f]{8}$',
    description: 'What roots call it; says nothing of the secret.',
  }),
  since: instant,
});

/** The secret that the changing codes of ticket pages are made with; never the secret itself. */
export function rotationRoutes(app: App, deps: TicketDeps & { readonly tenancy: Tenancy }): void {
  const { tenancy, events } = deps;
  app.get(
    '/events/:eventId/rotation-secret',
    {
      config: { permission: 'tickets.read' },
      schema: {
        tags,
        summary:
          'Since when the present secret of the changing codes is in use; null: no list has asked for them yet',
        params: eventParams,
        response: answers({ 200: dataOf(nullable(rotation)) }, 401, 403, 404),
      },
    },
    ({ member, params }) =>
      tenancy.run(member, async (trx) => {
        await events.read(trx, params.eventId);
        return { data: await readRotation(trx, params.eventId) };
      }),
  );
  app.post(
    '/events/:eventId/rotation-secret',
    {
      config: { permission: 'tickets.write' },
      schema: {
        tags,
        summary: 'Renew the secret of the changing codes; the one before is tried until it is renewed again',
        params: eventParams,
        headers: writeOnceHeaders,
        response: answers({ 201: dataOf(rotation) }, 401, 403, 404, 409, 422),
      },
    },
    (request, reply) => {
      const { member, params } = request;
      const key = { organisationId: member.organisationId, eventId: params.eventId };
      return writeOnce({ tenancy, caller: member, request, reply }, (trx) => renewRotation(trx, deps, key));
    },
  );
}
