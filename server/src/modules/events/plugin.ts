import fp from 'fastify-plugin';
import type { ClosedTransaction } from '../../platform/tenancy/tenancy.js';
import { allocateClass, requireGate, requireUnlisted, requireZones } from './classes.js';
import { lockDoor, lockEditableEvent } from './commands/change-event.js';
import { copyEvent } from './commands/copy-event.js';
import { createPass, setPassDates } from './commands/edit-series.js';
import { readEarlierLists } from './earlier-lists.js';
import {
  findEventIds,
  findPublishedEvent,
  listEvents,
  listEventsBetween,
  readEvent,
} from './event-queries.js';
import type { Events, GateUse, TypesOf, ZoneUse } from './index.js';
import { readAccessList, readDoorSettings, readListsOf } from './place-queries.js';
import { readAllQuestions } from './question-queries.js';
import { eventRoutes } from './routes/event-routes.js';
import { accessListRoutes, gateRoutes, zoneRoutes } from './routes/place-routes.js';
import { questionRoutes } from './routes/question-routes.js';
import { checkRule } from './rule-check.js';
import { ruleDefinition } from './schemas.js';
import {
  readAccepted,
  readListedClasses,
  readListOwners,
  readPassDates,
  readSeries,
} from './series-queries.js';

export const eventsModule = fp(
  async (app) => {
    const { tenancy } = app.platform;
    const zoneUses: ZoneUse[] = [];
    const gateUses: GateUse[] = [];
    let typesOf: TypesOf = async () => [];
    const requireRule = (trx: ClosedTransaction, eventId: string, rule: unknown) =>
      checkRule(trx, { eventId, typesOf }, rule);
    app.addSchema(ruleDefinition);
    app.decorate('events', {
      read: readEvent,
      findIds: findEventIds,
      readDoorSettings,
      readEarlierLists,
      listBetween: listEventsBetween,
      listPublished: (trx, page) => listEvents(trx, { ...page, status: 'published' }),
      findPublished: findPublishedEvent,
      lockForEdit: lockEditableEvent,
      lockDoor,
      readListsOf,
      allocateClass,
      requireUnlisted,
      onZoneRemoval: (isInUse) => void zoneUses.push(isInUse),
      onGateRemoval: (isInUse) => void gateUses.push(isInUse),
      knowTicketTypes: (told) => {
        typesOf = told;
      },
      requireRule,
      readAccessList,
      readAllQuestions,
      requireGate,
      requireZones,
      readSeries,
      readAccepted,
      readPassDates,
      readListOwners,
      readListedClasses,
      copyEvent,
      createPass,
      setPassDates,
    } satisfies Events);
    app.api.portalApi((inner) => zoneRoutes(inner, tenancy, zoneUses));
    app.api.portalApi((inner) => gateRoutes(inner, tenancy, gateUses));
    app.api.portalApi((inner) => eventRoutes(inner, tenancy));
    app.api.portalApi((inner) => accessListRoutes(inner, tenancy, requireRule));
    app.api.portalApi((inner) => questionRoutes(inner, tenancy, (...asked) => typesOf(...asked)));
  },
  { name: 'events', dependencies: ['platform', 'api-contexts', 'identity'] },
);

declare module 'fastify' {
  interface FastifyInstance {
    events: Events;
  }
}
