import { webcrypto } from 'node:crypto';
import { setImmediate as nextMoment } from 'node:timers/promises';
import { groupBy } from '@gatehouse/shared/checkin';
import { policyOf } from '@gatehouse/shared/door';
import { comparePositions } from '@gatehouse/shared/manifest';
import type { EventPositions } from '@gatehouse/shared/protocol';
import { verifyP256 } from '@gatehouse/shared/signing';
import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import { uuids } from '../../../platform/database/binary-arrays.js';
import type { ClosedTransaction } from '../../../platform/tenancy/tenancy.js';
import type { Events } from '../../events/index.js';
import { readSignKey } from '../devices/device-queries.js';
import { noteTrusts } from '../devices/door-key-succession.js';
import type { DoorKeys } from '../devices/door-keys.js';
import { type ReadPositions, readDoorRules } from '../manifest/index.js';
import type { DeviceTables } from '../tables.js';
import { answerRoutes, phonePhotoRoutes } from './answer-routes.js';
import { apartRoutes } from './apart-routes.js';
import { doorRoutes } from './door-routes.js';
import type { IngestDeps } from './ingest.js';
import { postgresStore } from './log-store.js';
import { tellPastOfPasses } from './pass-dates.js';
import { phoneLogRoutes } from './phone-routes.js';
import { reviewAgain } from './review-again.js';
import { moveFeedsToPresentLife, readScanPositions } from './scans-feed.js';
import { suspiciousRoutes } from './suspicious-routes.js';
import { verifyRoutes } from './verify-routes.js';

export { hashOfTicket, type TicketKey } from './answer-list.js';
export { lastSeqOf, lockDevice, readLogEnd, readTakenIds } from './device-log.js';
export { historySource, ownEstimate } from './history.js';
export { type IngestDeps, ingestBatches } from './ingest.js';
export { isAtDoorOf, readAskedLists, readRecordsAtDoor } from './scan-queries.js';
export { readKnownRow, type ScanRecord } from './scan-rows.js';
export { lockScans, readScanPositions } from './scans-feed.js';
export { whatIsSaid } from './scans-page.js';
export { readBatch } from './sort-batch.js';
export { type GivenWristband, givenWristband, listWristbands } from './wristbands.js';

export interface LogNeeds {
  readonly doorKeys: DoorKeys;
  readonly readPositions: ReadPositions;
}

/**
 * What phones hand over: batches, receipts, reviews; and what the portal sees of it.
 * @returns what taking rows in needs
 */
export function addLog(app: FastifyInstance, { doorKeys, readPositions }: LogNeeds): IngestDeps {
  const { events, ticketing, identity } = app;
  const { tenancy, live, handlers, sealer } = app.platform;
  const deps = {
    ...{ store: postgresStore, verify: verifyP256(webcrypto.subtle), readSignKey, noteTrusts },
    pause: () => nextMoment(),
    ...{ tenancy, live, events, ticketing, identity, doorKeys, sealer },
    rulesOf: async (trx: ClosedTransaction, { eventId }: { eventId: string }) => {
      const rules = await readDoorRules(trx, { events, ticketing }, eventId);
      return policyOf({ ...rules, events: [], questions: [] }, 'steward');
    },
    positionsFor: (trx: ClosedTransaction, deviceIds: readonly string[]) =>
      positionsFor(trx, { events, readPositions }, deviceIds),
  };
  reviewAgain(handlers, deps);
  tellPastOfPasses(handlers, deps);
  handlers.regularly((organisationId) =>
    tenancy.run({ organisationId }, async (trx) => {
      for (const eventId of await moveFeedsToPresentLife(trx, organisationId))
        await live.publish(trx, { organisationId, eventId, what: ['scans'] });
    }),
  );
  app.api.deviceApi((inner) => phoneLogRoutes(inner, deps));
  app.api.deviceApi((inner) => phonePhotoRoutes(inner, deps));
  app.api.portalApi((inner) => doorRoutes(inner, deps));
  app.api.portalApi((inner) => apartRoutes(inner, deps));
  app.api.portalApi((inner) => answerRoutes(inner, deps));
  app.api.portalApi((inner) => verifyRoutes(inner, deps));
  app.api.portalApi((inner) => suspiciousRoutes(inner, deps));
  return deps;
}

const mostEvents = 255;

/** Phone → how far the events are that it serves. */
async function positionsFor(
  trx: ClosedTransaction,
  { events, readPositions }: { events: Events; readPositions: ReadPositions },
  deviceIds: readonly string[],
): Promise<ReadonlyMap<string, EventPositions[]>> {
  if (deviceIds.length === 0) return new Map();
  const rows = await trx
    .$extendTables<DeviceTables>()
    .selectFrom('checkin.deviceEvent')
    .select(['deviceId', 'eventId'])
    .where(sql<boolean>`device_id = any(${uuids(deviceIds)}::uuid[])`)
    .orderBy('eventId', 'desc')
    .execute();
  const ofEvents = await positionsOf(trx, { events, readPositions }, [
    ...new Set(rows.map(({ eventId }) => eventId)),
  ]);
  return new Map(
    [...groupBy(rows, ({ deviceId }) => deviceId)].map(([deviceId, own]) => [
      deviceId,
      own.slice(0, mostEvents).flatMap(({ eventId }) => ofEvents.get(eventId) ?? []),
    ]),
  );
}

async function positionsOf(
  trx: ClosedTransaction,
  { events, readPositions }: { events: Events; readPositions: ReadPositions },
  eventIds: readonly string[],
): Promise<ReadonlyMap<string, EventPositions>> {
  const manifests = await readPositions(trx, eventIds);
  const scans = await readScanPositions(trx, eventIds);
  const positions = new Map<string, EventPositions>();
  for (const [eventId, { root, tickets }] of manifests) {
    const { publicNumber } = await events.read(trx, eventId);
    const none = { start: tickets.start, count: 0 };
    const reached = scans.get(eventId) ?? none;
    // Nothing has come since a restore: the positions of the life before still stand.
    const scansPosition = comparePositions(reached, none) < 0 && reached.count === 0 ? none : reached;
    positions.set(eventId, { event: publicNumber, root, tickets, scans: scansPosition });
  }
  return positions;
}
