import type { App } from '../../../../platform/http/create-server.js';
import { answers, dataOf, listOf, pageQuery } from '../../../../platform/http/schemas.js';
import { issueLiveTicket } from '../../../../platform/live/live-tickets.js';
import type { Tenancy } from '../../../../platform/tenancy/tenancy.js';
import { listDevices, listOrganisationDevices, readDevice } from '../device-queries.js';
import { assignDevice, changeDevice, confirmDevice, type DeviceDeps, revokeDevice } from '../edit-device.js';
import { readReadinessCode } from '../readiness.js';
import {
  deviceAssignment,
  deviceChanges,
  deviceParams,
  deviceSchema,
  eventParams,
  liveTicketSchema,
  organisationDeviceSchema,
  readinessRequest,
} from '../schemas.js';

const tags = ['devices'];

type Deps = DeviceDeps & { readonly tenancy: Tenancy };

/** The portal's side of phones. */
export function deviceRoutes(app: App, deps: Deps): void {
  readRoutes(app, deps);
  editRoutes(app, deps);
  statusRoutes(app, deps);
  readinessRoute(app, deps);
  liveTicketRoute(app, deps);
}

function readRoutes(app: App, { tenancy, events }: Deps): void {
  const config = { permission: 'devices.read' };
  app.get(
    '/devices',
    {
      config,
      schema: {
        tags,
        summary: 'Phones of the organisation',
        querystring: pageQuery,
        response: answers({ 200: listOf(organisationDeviceSchema) }, 401, 403),
      },
    },
    ({ member, query }) => tenancy.run(member, (trx) => listOrganisationDevices(trx, query)),
  );
  app.get(
    '/events/:eventId/devices',
    {
      config,
      schema: {
        tags,
        summary: 'Phones of this event',
        params: eventParams,
        querystring: pageQuery,
        response: answers({ 200: listOf(deviceSchema) }, 401, 403, 404),
      },
    },
    ({ member, params, query }) =>
      tenancy.run(member, async (trx) => {
        await events.read(trx, params.eventId);
        return listDevices(trx, params.eventId, query);
      }),
  );
  app.get(
    '/events/:eventId/devices/:deviceId',
    {
      config,
      schema: {
        tags,
        summary: 'One phone',
        params: deviceParams,
        response: answers({ 200: dataOf(deviceSchema) }, 401, 403, 404),
      },
    },
    async ({ member, params }) => ({
      data: await tenancy.run(member, (trx) => readDevice(trx, params.eventId, params.deviceId)),
    }),
  );
}

function editRoutes(app: App, deps: Deps): void {
  const { tenancy } = deps;
  const config = { permission: 'devices.write' };
  app.patch(
    '/events/:eventId/devices/:deviceId',
    {
      config,
      schema: {
        tags,
        summary: 'Change name, profile or gate of a phone',
        params: deviceParams,
        body: deviceChanges,
        response: answers({ 200: dataOf(deviceSchema) }, 401, 403, 404, 409, 422),
      },
    },
    async ({ member, params, body }) => {
      const key = { ...params, organisationId: member.organisationId };
      return { data: await tenancy.run(member, (trx) => changeDevice(trx, deps, { key, changes: body })) };
    },
  );
  app.post(
    '/events/:eventId/devices/:deviceId/assign',
    {
      config,
      schema: {
        tags,
        summary: 'Give a phone of the organisation this event too',
        params: deviceParams,
        body: deviceAssignment,
        response: answers({ 200: dataOf(deviceSchema) }, 401, 403, 404, 409, 422),
      },
    },
    async ({ member, params, body }) => {
      const key = { ...params, organisationId: member.organisationId };
      const { gateId } = body;
      return { data: await tenancy.run(member, (trx) => assignDevice(trx, deps, { key, gateId })) };
    },
  );
}

function statusRoutes(app: App, deps: Deps): void {
  const { tenancy } = deps;
  const config = { permission: 'devices.write' };
  const schema = { tags, params: deviceParams };
  app.post(
    '/events/:eventId/devices/:deviceId/confirm',
    {
      config,
      schema: {
        ...schema,
        summary: 'Let a phone in whose six characters are the same here and there',
        response: answers({ 200: dataOf(deviceSchema) }, 401, 403, 404, 409),
      },
    },
    async ({ member, params }) => {
      const key = { ...params, organisationId: member.organisationId };
      return { data: await tenancy.run(member, (trx) => confirmDevice(trx, deps, key)) };
    },
  );
  app.post(
    '/events/:eventId/devices/:deviceId/revoke',
    {
      config,
      schema: {
        ...schema,
        summary: 'Take a phone’s right to scan, at all of its events and for good',
        response: answers({ 200: dataOf(deviceSchema) }, 401, 403, 404),
      },
    },
    async ({ member, params }) => {
      const key = { ...params, organisationId: member.organisationId };
      return { data: await tenancy.run(member, (trx) => revokeDevice(trx, deps, key)) };
    },
  );
}

function readinessRoute(app: App, { tenancy, events, live }: Deps): void {
  app.post(
    '/events/:eventId/readiness-codes',
    {
      config: { permission: 'devices.write' },
      schema: {
        tags,
        summary: 'Keep what a phone found out about itself, by the code that it shows',
        params: eventParams,
        body: readinessRequest,
        response: answers({ 200: dataOf(deviceSchema) }, 401, 403, 404, 422),
      },
    },
    async ({ member, params, body }) => {
      const key = { organisationId: member.organisationId, ...params, code: body.code };
      const data = await tenancy.run(member, async (trx) => {
        await events.read(trx, params.eventId);
        return readReadinessCode(trx, live, key);
      });
      return { data };
    },
  );
}

function liveTicketRoute(app: App, { tenancy, events }: Deps): void {
  app.post(
    '/events/:eventId/live-tickets',
    {
      config: { permission: 'door.read' },
      schema: {
        tags,
        summary: 'A ticket for the socket that tells what has changed at the door',
        params: eventParams,
        response: answers({ 200: dataOf(liveTicketSchema) }, 401, 403, 404),
      },
    },
    async ({ member, params }, reply) => {
      reply.header('cache-control', 'no-store');
      const data = await tenancy.run(member, async (trx) => {
        const event = await events.read(trx, params.eventId);
        return issueLiveTicket(trx, {
          organisationId: member.organisationId,
          id: member.personId,
          device: false,
          events: [{ id: event.id, number: event.publicNumber }],
        });
      });
      return { data };
    },
  );
}
