import { collectionRoutes } from '../../../platform/http/collection-routes.js';
import type { App } from '../../../platform/http/create-server.js';
import type { Tenancy } from '../../../platform/tenancy/tenancy.js';
import type { Events } from '../../events/index.js';
import { ticketTypeCommands } from '../commands/edit-ticket-type.js';
import { listTicketTypes, readTicketType } from '../queries.js';
import {
  eventParams,
  newTicketType,
  savedTicketType,
  ticketTypeChanges,
  ticketTypeParams,
  ticketTypeSchema,
} from '../schemas.js';

export function ticketTypeRoutes(app: App, deps: { tenancy: Tenancy; events: Events }): void {
  const commands = ticketTypeCommands(deps.events);
  collectionRoutes(app, deps.tenancy, {
    path: '/events/:eventId/ticket-types',
    itemParameter: 'ticketTypeId',
    names: ['ticket type', 'ticket types'],
    tag: 'ticket types',
    permissions: { read: 'events.read', write: 'events.write' },
    parent: eventParams,
    item: ticketTypeParams,
    shape: ticketTypeSchema,
    saved: savedTicketType,
    create: newTicketType,
    changes: ticketTypeChanges,
    actions: {
      list: async (trx, { eventId }, page) => {
        await deps.events.read(trx, eventId);
        return listTicketTypes(trx, eventId, page);
      },
      read: (trx, { eventId, ticketTypeId }) => readTicketType(trx, eventId, ticketTypeId),
      create: (trx, { member, params, body }) =>
        commands.create(trx, { ...params, organisationId: member.organisationId }, body),
      change: (trx, { member, params, body }) =>
        commands.change(trx, { ...params, organisationId: member.organisationId }, body),
      remove: (trx, { member, params }) =>
        commands.remove(trx, { ...params, organisationId: member.organisationId }),
    },
  });
}
