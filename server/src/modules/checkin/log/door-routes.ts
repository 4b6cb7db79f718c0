import type { App } from '../../../platform/http/create-server.js';
import { answers, dataOf, listOf } from '../../../platform/http/schemas.js';
import type { Live } from '../../../platform/live/live.js';
import type { Tenancy } from '../../../platform/tenancy/tenancy.js';
import { type ConflictDeps, listConflicts, readConflict, resolveConflict } from './conflict-list.js';
import {
  conflictNote,
  conflictParams,
  conflictQuery,
  conflictSchema,
  doorParams,
  doorQuery,
  doorSchema,
  scanQuery,
  scanSchema,
} from './door-schemas.js';
import { type FigureDeps, readFigures } from './figures.js';
import { listScans } from './scan-list.js';

export interface DoorDeps extends FigureDeps, ConflictDeps {
  readonly tenancy: Tenancy;
  readonly live: Live;
}

const tags = ['door'];
const reading = { permission: 'door.read' };

/** What the organiser sees of the door while it runs. */
export function doorRoutes(app: App, deps: DoorDeps): void {
  figureRoutes(app, deps);
  conflictRoutes(app, deps);
}

function figureRoutes(app: App, deps: DoorDeps): void {
  const { tenancy, events } = deps;
  app.get(
    '/events/:eventId/door',
    {
      config: reading,
      schema: {
        tags,
        summary: 'Who is inside, who came and left, in persons',
        params: doorParams,
        querystring: doorQuery,
        response: answers({ 200: dataOf(doorSchema) }, 401, 403, 404),
      },
    },
    async ({ member, params, query }) => {
      const asked = { organisationId: member.organisationId, eventId: params.eventId, query };
      return { data: await tenancy.run(member, (trx) => readFigures(trx, deps, asked)) };
    },
  );
  app.get(
    '/events/:eventId/scans',
    {
      config: reading,
      schema: {
        tags,
        summary: 'What the phones recorded, newest first',
        params: doorParams,
        querystring: scanQuery,
        response: answers({ 200: listOf(scanSchema) }, 401, 403, 404),
      },
    },
    ({ member, params, query }) =>
      tenancy.run(member, async (trx) => {
        await events.read(trx, params.eventId);
        return listScans(trx, deps.ticketing, { eventId: params.eventId, query });
      }),
  );
}

function conflictRoutes(app: App, deps: DoorDeps): void {
  const { tenancy, events } = deps;
  app.get(
    '/events/:eventId/conflicts',
    {
      config: reading,
      schema: {
        tags,
        summary: 'Admissions that were one too many, with both sides, newest first',
        params: doorParams,
        querystring: conflictQuery,
        response: answers({ 200: listOf(conflictSchema) }, 401, 403, 404),
      },
    },
    ({ member, params, query }) =>
      tenancy.run(member, async (trx) => {
        await events.read(trx, params.eventId);
        return listConflicts(trx, deps, { eventId: params.eventId, query });
      }),
  );
  app.get(
    '/events/:eventId/conflicts/:scanId',
    {
      config: reading,
      schema: {
        tags,
        summary: 'One conflict',
        params: conflictParams,
        response: answers({ 200: dataOf(conflictSchema) }, 401, 403, 404),
      },
    },
    async ({ member, params }) => ({
      data: await tenancy.run(member, (trx) => readConflict(trx, deps, params)),
    }),
  );
  app.put(
    '/events/:eventId/conflicts/:scanId/note',
    {
      config: { permission: 'door.write' },
      schema: {
        tags,
        summary: 'Resolve a conflict with a note, which the phones are told; who stands does not move',
        params: conflictParams,
        body: conflictNote,
        response: answers({ 200: dataOf(conflictSchema) }, 401, 403, 404),
      },
    },
    async ({ member, params, body }) => {
      const { organisationId, personId } = member;
      const data = await tenancy.run(member, async (trx) => {
        await events.read(trx, params.eventId);
        await resolveConflict(trx, { ...params, organisationId }, { note: body.note, personId });
        const what = ['scans', 'conflicts'] as const;
        await deps.live.publish(trx, { organisationId, eventId: params.eventId, what: [...what] });
        return readConflict(trx, deps, params);
      });
      return { data };
    },
  );
}
