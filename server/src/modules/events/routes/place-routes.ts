import Type from 'typebox';
import { collectionRoutes } from '../../../platform/http/collection-routes.js';
import type { App } from '../../../platform/http/create-server.js';
import type { Tenancy } from '../../../platform/tenancy/tenancy.js';
import { changeAccessList, createAccessList, deleteAccessList } from '../commands/edit-access-list.js';
import { changeGate, createGate, deleteGate } from '../commands/edit-gate.js';
import { changeZone, createZone, deleteZone } from '../commands/edit-zone.js';
import { readEvent } from '../event-queries.js';
import type { GateUse, ZoneUse } from '../index.js';
import {
  listAccessLists,
  listGates,
  listZones,
  readAccessList,
  readGate,
  readZone,
} from '../place-queries.js';
import type { RuleCheck } from '../rule-check.js';
import {
  accessListChanges,
  accessListParams,
  accessListSchema,
  eventParams,
  gateChanges,
  gateParams,
  gateSchema,
  newAccessList,
  newGate,
  newZone,
  phoneEffects,
  zoneChanges,
  zoneParams,
  zoneSchema,
} from '../schemas.js';

const permissions = { read: 'events.read', write: 'events.write' };

export function zoneRoutes(app: App, tenancy: Tenancy, uses: readonly ZoneUse[]): void {
  collectionRoutes(app, tenancy, {
    path: '/events/:eventId/zones',
    itemParameter: 'zoneId',
    names: ['zone', 'zones'],
    tag: 'zones',
    permissions,
    parent: eventParams,
    item: zoneParams,
    shape: zoneSchema,
    saved: zoneSchema,
    create: newZone,
    changes: zoneChanges,
    actions: {
      list: async (trx, { eventId }, page) => {
        await readEvent(trx, eventId);
        return listZones(trx, eventId, page);
      },
      read: (trx, { eventId, zoneId }) => readZone(trx, eventId, zoneId),
      create: (trx, { member, params, body }) => createZone(trx, keyOf(member, params), body),
      change: (trx, { member, params, body }) => changeZone(trx, keyOf(member, params), body),
      remove: (trx, { member, params }) => deleteZone(trx, keyOf(member, params), uses),
    },
  });
}

export function gateRoutes(app: App, tenancy: Tenancy, uses: readonly GateUse[]): void {
  collectionRoutes(app, tenancy, {
    path: '/events/:eventId/gates',
    itemParameter: 'gateId',
    names: ['gate', 'gates'],
    tag: 'gates',
    permissions,
    parent: eventParams,
    item: gateParams,
    shape: gateSchema,
    saved: gateSchema,
    create: newGate,
    changes: gateChanges,
    actions: {
      list: async (trx, { eventId }, page) => {
        await readEvent(trx, eventId);
        return listGates(trx, eventId, page);
      },
      read: (trx, { eventId, gateId }) => readGate(trx, eventId, gateId),
      create: (trx, { member, params, body }) => createGate(trx, keyOf(member, params), body),
      change: (trx, { member, params, body }) => changeGate(trx, keyOf(member, params), body),
      remove: (trx, { member, params }) => deleteGate(trx, keyOf(member, params), uses),
    },
  });
}

const accessListWithEffects = Type.Object({ ...accessListSchema.properties, phoneEffects });

export function accessListRoutes(app: App, tenancy: Tenancy, requireRule: RuleCheck): void {
  collectionRoutes(app, tenancy, {
    path: '/events/:eventId/access-lists',
    itemParameter: 'accessListId',
    names: ['access list', 'access lists'],
    tag: 'access lists',
    permissions,
    parent: eventParams,
    item: accessListParams,
    shape: accessListSchema,
    saved: accessListWithEffects,
    create: newAccessList,
    changes: accessListChanges,
    actions: {
      list: async (trx, { eventId }, page) => {
        await readEvent(trx, eventId);
        return listAccessLists(trx, eventId, page);
      },
      read: (trx, { eventId, accessListId }) => readAccessList(trx, eventId, accessListId),
      create: (trx, { member, params, body }) =>
        createAccessList(trx, keyOf(member, params), { input: body, requireRule }),
      change: (trx, { member, params, body }) =>
        changeAccessList(trx, keyOf(member, params), { input: body, requireRule }),
      remove: (trx, { member, params }) => deleteAccessList(trx, keyOf(member, params)),
    },
  });
}

function keyOf<P>(member: { organisationId: string }, params: P): P & { organisationId: string } {
  return { ...params, organisationId: member.organisationId };
}
