import type { FastifyInstance } from 'fastify';
import type { DoorKeys } from '../devices/door-keys.js';
import { createPeopleCutter, createPeoplePages, peopleRoutes } from '../people/index.js';
import { carriedTickets } from './carried-page.js';
import { createCutter } from './cut.js';
import { ensureHistory, type HistorySource } from './cut-history.js';
import { noticeNight } from './night.js';
import { createReadPositions, type ReadPositions } from './positions.js';
import { refreshRoots } from './refresh.js';
import { type CurrentRoot, createRoots } from './root.js';
import { manifestRoutes } from './routes.js';
import { secretsRoute } from './secrets.js';

export { bytesAnswer, sendBytes } from './binary-answer.js';
export { type EventKey, lockManifest, readCut } from './cut.js';
export type { HistorySource } from './cut-history.js';
export { readDoorDevices, servesEvent } from './door-devices.js';
export { readTicketsPosition } from './feed-position.js';
export { digestListApart } from './pack-apart.js';
export type { HistoryBytes } from './pack-list.js';
export type { ReadPositions } from './positions.js';
export { readTicketList } from './read-list.js';
export { readStoredRoot } from './root.js';
export { asDoorRule, type ContentDeps, readDoorContent, readDoorRules, timesOf } from './root-content.js';
export { requireService } from './routes.js';
export { asksForRotation, readDateNumbers } from './series-content.js';

/** What the other parts of the module may ask of the manifest. */
export interface ManifestPart {
  readonly readPositions: ReadPositions;
}

/** What phones download: roots, segments of the ticket list, and pages of its changes. */
export function addManifest(
  app: FastifyInstance,
  { doorKeys, history }: { readonly doorKeys: DoorKeys; readonly history: HistorySource },
): ManifestPart {
  const { events, ticketing } = app;
  const { tenancy, live, handlers, sealer } = app.platform;
  const cutter = createCutter({
    tenancy,
    ticketing,
    onLate: (key) => currentRoot(key),
    onFault: (error) => app.log.error({ err: error }, 'a ticket list was not cut'),
  });
  const people = createPeopleCutter({
    tenancy,
    events,
    ticketing,
    sealer,
    onLate: (key) => currentRoot(key),
    onFault: (error) => app.log.error({ err: error }, 'the people of an event were not packed'),
  });
  const currentRoot: CurrentRoot = createRoots({
    tenancy,
    events,
    ticketing,
    doorKeys,
    cutter,
    people,
    announce: (trx, key) => live.publish(trx, { ...key, what: ['root'] }),
  });
  app.addHook('onClose', async () => {
    await cutter.idle();
    await people.idle();
  });
  refreshRoots({
    handlers,
    tenancy,
    events,
    cutter,
    people,
    ensureHistory: (key) => ensureHistory({ tenancy, history }, key),
    currentRoot,
  });
  handlers.regularly((organisationId) =>
    noticeNight({ tenancy, events, ticketing }, organisationId, Date.now()),
  );
  app.api.deviceApi((inner) => manifestRoutes(inner, { tenancy, events, ticketing, doorKeys, currentRoot }));
  app.livePages.add(carriedTickets({ tenancy, events, ticketing, doorKeys }));
  app.api.deviceApi((inner) => secretsRoute(inner, { tenancy, events, ticketing, sealer }));
  const makePage = createPeoplePages({ tenancy, events, ticketing, sealer, doorKeys });
  app.api.deviceApi((inner) => peopleRoutes(inner, { tenancy, makePage }));
  return { readPositions: createReadPositions(ticketing) };
}
