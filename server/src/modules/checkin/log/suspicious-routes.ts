import Type from 'typebox';
import type { App } from '../../../platform/http/create-server.js';
import { answers, dataOf, listOf } from '../../../platform/http/schemas.js';
import type { Tenancy } from '../../../platform/tenancy/tenancy.js';
import type { Events } from '../../events/index.js';
import type { Ticketing } from '../../ticketing/index.js';
import { doorParams } from './door-schemas.js';
import { readWalks, setWalks } from './gate-walks.js';
import { listPairs, readSuspicion } from './suspicious.js';
import {
  pairQuery,
  pairSchema,
  suspicionQuery,
  suspicionSchema,
  walkSchema,
  walksBody,
} from './suspicious-schemas.js';

export interface SuspiciousDeps {
  readonly tenancy: Tenancy;
  readonly events: Events;
  readonly ticketing: Ticketing;
}

const tags = ['door'];
const reading = { permission: 'door.read' };

/** Codes that were used twice, forged or copied, and tickets that were in two places. */
export function suspiciousRoutes(app: App, deps: SuspiciousDeps): void {
  countRoute(app, deps);
  pairRoute(app, deps);
  walkRoutes(app, deps);
}

function countRoute(app: App, { tenancy, events, ticketing }: SuspiciousDeps): void {
  app.get(
    '/events/:eventId/suspicious',
    {
      config: reading,
      schema: {
        tags,
        summary: 'Doubles, forged and copied codes by gate, hour and order',
        params: doorParams,
        querystring: suspicionQuery,
        response: answers({ 200: dataOf(suspicionSchema) }, 401, 403, 404),
      },
    },
    async ({ member, params: { eventId }, query }) => ({
      data: await tenancy.run(member, async (trx) => {
        await events.read(trx, eventId);
        return readSuspicion(trx, ticketing, { eventId, query });
      }),
    }),
  );
}

function pairRoute(app: App, { tenancy, events, ticketing }: SuspiciousDeps): void {
  app.get(
    '/events/:eventId/suspicious/pairs',
    {
      config: reading,
      schema: {
        tags,
        summary: 'Scans of one ticket at two gates, too far apart for the minutes between, newest first',
        params: doorParams,
        querystring: pairQuery,
        response: answers({ 200: listOf(pairSchema) }, 401, 403, 404),
      },
    },
    ({ member, params: { eventId }, query }) =>
      tenancy.run(member, async (trx) => {
        await events.read(trx, eventId);
        return listPairs(trx, ticketing, { eventId, query });
      }),
  );
}

function walkRoutes(app: App, { tenancy, events }: SuspiciousDeps): void {
  app.get(
    '/events/:eventId/gate-walks',
    {
      config: reading,
      schema: {
        tags,
        summary: 'How many minutes lie between gates',
        params: doorParams,
        response: answers({ 200: dataOf(Type.Array(walkSchema)) }, 401, 403, 404),
      },
    },
    async ({ member, params: { eventId } }) => ({
      data: await tenancy.run(member, async (trx) => {
        await events.read(trx, eventId);
        return readWalks(trx, events, eventId);
      }),
    }),
  );
  app.put(
    '/events/:eventId/gate-walks',
    {
      config: { permission: 'door.write' },
      schema: {
        tags,
        summary: 'Say how many minutes lie between gates; pairs that are left out are forgotten',
        params: doorParams,
        body: walksBody,
        response: answers({ 200: dataOf(Type.Array(walkSchema)) }, 401, 403, 404, 409, 422),
      },
    },
    async ({ member, params: { eventId }, body: { walks } }) => ({
      data: await tenancy.run(member, async (trx) => {
        const { organisationId } = member;
        await setWalks(trx, events, { organisationId, eventId, walks });
        return readWalks(trx, events, eventId);
      }),
    }),
  );
}
