import Type from 'typebox';
import type { App } from '../../../platform/http/create-server.js';
import { answers, dataOf } from '../../../platform/http/schemas.js';
import type { Tenancy } from '../../../platform/tenancy/tenancy.js';
import { closeCall, type DeskHelpDeps, listDeskCalls } from './desk-calls.js';
import {
  deskCall,
  deskCallParams,
  deskCallsQuery,
  deskHelpParams,
  helpClosing,
} from './desk-help-schemas.js';

const tags = ['door'];

/** Calls for help as the organiser sees them, beside the supervisors' phones. */
export function deskHelpRoutes(app: App, deps: DeskHelpDeps & { readonly tenancy: Tenancy }): void {
  const { tenancy, events } = deps;
  app.get(
    '/events/:eventId/help-calls',
    {
      config: { permission: 'door.read' },
      schema: {
        tags,
        summary: 'Calls for help of an event, newest first, at most 100',
        description:
          'One that was closed is kept for a day, and none for longer than a week after the event.',
        params: deskHelpParams,
        querystring: deskCallsQuery,
        response: answers({ 200: dataOf(Type.Array(deskCall)) }, 401, 403, 404),
      },
    },
    async ({ member, params: { eventId }, query: { state = 'waiting' } }) => ({
      data: await tenancy.run(member, async (trx) => {
        await events.read(trx, eventId);
        const { organisationId } = member;
        return listDeskCalls(trx, deps, { organisationId, eventId, state });
      }),
    }),
  );
  app.put(
    '/events/:eventId/help-calls/:callId/closing',
    {
      config: { permission: 'door.write' },
      schema: {
        tags,
        summary: 'Close a call for help, and say how it was solved',
        params: deskCallParams,
        body: helpClosing,
        response: answers({ 200: dataOf(deskCall) }, 401, 403, 404),
      },
    },
    async ({ member, params: { eventId, callId }, body: { note = '' } }) => ({
      data: await tenancy.run(member, async (trx) => {
        await events.read(trx, eventId);
        const { organisationId, personId } = member;
        return closeCall(trx, deps, { organisationId, eventId, callId, note, personId });
      }),
    }),
  );
}
