import type { App } from '../../../platform/http/create-server.js';
import { answers, dataOf } from '../../../platform/http/schemas.js';
import type { Tenancy } from '../../../platform/tenancy/tenancy.js';
import type { Events } from '../../events/index.js';
import { setDoorStateByHand, setStateByHand } from '../commands/set-door-state.js';
import { eventParams } from '../schemas.js';
import {
  changedTickets,
  doorStateChange,
  stateChange,
  ticketParams,
  ticketSchema,
} from '../ticket-schemas.js';

interface Deps {
  readonly tenancy: Tenancy;
  readonly events: Events;
}

const tags = ['tickets'];
const writing = { permission: 'tickets.write' };

/** What the door knows of tickets. Both say what is to be so, so a repeated request changes nothing. */
export function doorStateRoutes(app: App, { tenancy, events }: Deps): void {
  app.put(
    '/events/:eventId/tickets/:ticketId/state',
    {
      config: writing,
      schema: {
        tags,
        summary: 'Cancel, block, hold, approve or restore a ticket',
        params: ticketParams,
        body: stateChange,
        response: answers({ 200: dataOf(ticketSchema) }, 401, 403, 404, 409),
      },
    },
    async ({ member, params, body }) => {
      const call = { key: { organisationId: member.organisationId, ...params }, state: body.state };
      return { data: await tenancy.run(member, (trx) => setStateByHand(trx, events, call)) };
    },
  );
  app.put(
    '/events/:eventId/tickets/door-state',
    {
      config: writing,
      schema: {
        tags,
        summary:
          'Say what the door knows of up to 1,000 tickets: state, payment, entries, attention, answers',
        description:
          'What is left out stays. All of the tickets are changed or none: a ticket that cannot come to the state from its present one is named by its place in `ticketIds`.',
        params: eventParams,
        body: doorStateChange,
        response: answers({ 200: dataOf(changedTickets) }, 401, 403, 404, 409, 422),
      },
    },
    async ({ member, params, body }) => {
      const { ticketIds, ...change } = body;
      const call = { key: { organisationId: member.organisationId, ...params }, ticketIds, change };
      const changed = await tenancy.run(member, (trx) => setDoorStateByHand(trx, events, call));
      return { data: { changed: changed.length } };
    },
  );
}
