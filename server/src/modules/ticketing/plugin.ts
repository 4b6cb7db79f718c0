import fp from 'fastify-plugin';
import { readBoundTickets, settleMedia } from './bound-media.js';
import { setDoorState } from './commands/set-door-state.js';
import { readDoorClasses, readDoorKeys } from './door-classes.js';
import { findDoorTickets } from './door-records.js';
import { doorRows, readShownFamily } from './door-rows.js';
import {
  countGoodTickets,
  findTicketHashes,
  readDoorTickets,
  readTicketHashes,
  readTicketOwners,
} from './door-tickets.js';
import { importStarted } from './events.js';
import { lockFeed, readFeed } from './feed.js';
import { readHolders } from './holders.js';
import { runImport } from './imports/run-import.js';
import type { Ticketing } from './index.js';
import { issueTickets } from './issue.js';
import { openKeys } from './keys.js';
import {
  countChangedTickets,
  readCoreRecords,
  readDeadRecords,
  readMediumRecords,
} from './manifest-records.js';
import { readPackedCore, readPackedMedia } from './packed-records.js';
import { anyTypeIsForZone, knownTypeIds, listTicketTypes, readTicketType } from './queries.js';
import { readCodeTexts } from './read-code.js';
import { createRotation } from './rotation.js';
import { readRotationNeed } from './rotation-need.js';
import { doorStateRoutes } from './routes/door-state-routes.js';
import { exportRoutes } from './routes/export-routes.js';
import { importRoutes } from './routes/import-routes.js';
import { keyRoutes } from './routes/key-routes.js';
import { rotationRoutes } from './routes/rotation-routes.js';
import { seriesRoutes } from './routes/series-routes.js';
import { ticketRoutes } from './routes/ticket-routes.js';
import { ticketTypeRoutes } from './routes/ticket-type-routes.js';
import { readTicketChanges } from './ticket-changes.js';
import { createTicketLinks } from './ticket-link.js';
import { readTicket, readTicketsAfter } from './ticket-queries.js';

export const ticketingModule = fp(
  async (app) => {
    const { tenancy, sealer, handlers, secrets } = app.platform;
    const links = createTicketLinks(secrets.encryptionKey);
    const deps = { tenancy, sealer, events: app.events, linkFor: links.linkFor };
    app.decorate('ticketing', {
      ...links,
      listTypes: listTicketTypes,
      readType: readTicketType,
      issue: async (trx, key, tickets) =>
        issueTickets(trx, deps, { feed: await lockFeed(trx, key), test: false, tickets }),
      setDoorState,
      readWithCode: async (trx, key) => ({
        ...(await readTicket(trx, key.eventId, key.ticketId)),
        ...(await readCodeTexts(trx, deps, key)),
      }),
      readAfter: (trx, eventId, query) => readTicketsAfter(trx, eventId, { ...query, state: 'good' }),
      readRotationNeed: (trx, key) => readRotationNeed(trx, app.events, key),
      readDoorClasses,
      readDoorKeys,
      readCoreRecords,
      readDeadRecords,
      readMediumRecords,
      readPackedCore,
      readPackedMedia,
      readHolders,
      openSealKeys: async (trx, { organisationId, eventId }) => {
        const keys = [];
        for (const id of await app.events.readAccepted(trx, eventId)) {
          const { publicNumber } = await app.events.read(trx, id);
          const of = { organisationId, eventId: id };
          keys.push({ id, publicNumber, keys: await openKeys(trx, of, sealer) });
        }
        return { events: keys };
      },
      countChanged: countChangedTickets,
      beginFeed: async (trx, key) => (await lockFeed(trx, key)).salt,
      readFeed,
      readBoundTickets,
      settleMedia: async (trx, key, media) => settleMedia(trx, await lockFeed(trx, key), media),
      readDoorTickets,
      doorRows,
      readShownFamily,
      findDoorTickets,
      readChanges: readTicketChanges,
      readHashes: readTicketHashes,
      readOwners: readTicketOwners,
      findHashes: findTicketHashes,
      ...createRotation(sealer),
      countGood: countGoodTickets,
    } satisfies Ticketing);
    app.events.onZoneRemoval(anyTypeIsForZone);
    app.events.knowTicketTypes(knownTypeIds);
    handlers.deliver(importStarted, 'ticketing.run_import', ({ organisationId, payload }) =>
      runImport(deps, { organisationId, ...payload }),
    );
    for (const routes of [
      ticketTypeRoutes,
      keyRoutes,
      rotationRoutes,
      seriesRoutes,
      ticketRoutes,
      doorStateRoutes,
      exportRoutes,
      importRoutes,
    ])
      app.api.portalApi((inner) => routes(inner, deps));
  },
  { name: 'ticketing', dependencies: ['platform', 'api-contexts', 'events'] },
);

declare module 'fastify' {
  interface FastifyInstance {
    ticketing: Ticketing;
  }
}
