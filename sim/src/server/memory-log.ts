import { checkinErrors } from '@gatehouse/server/modules/checkin/errors.js';
import { AppError } from '@gatehouse/server/platform/errors/app-error.js';
import { signScansPage } from '@gatehouse/shared/protocol';
import type { MemoryDatabase } from './database.js';
import { memoryDeps } from './ingest-deps.js';
import type { LogKeeper } from './log-keeper.js';
import { beginNewLife } from './memory-store.js';
import type { State } from './state.js';

const rowsOnPage = 1_000;

/** The log as part of the state in memory. */
export function memoryLog(database: MemoryDatabase): LogKeeper {
  const nothing = async () => undefined;
  return {
    depsOf: memoryDeps,
    async readPage(deps, event, after) {
      const { state } = database;
      const feed = state.feeds.get(event.id);
      if (feed === undefined) return null;
      const isFirst = after.start === 0 && after.from === 0;
      if (!isFirst && after.start !== feed.start) throw new AppError(checkinErrors.otherLife);
      if (after.from >= feed.count) return null;
      const rows = reviewedRows(state, event.id, { start: feed.start, from: after.from });
      const page = { event: event.number, start: feed.start, from: after.from, to: feed.count, rows };
      // Not read from the database, so the transaction is none.
      const { sign } = await deps.doorKeys({} as never, event.organisationId);
      return signScansPage(page, sign);
    },
    hasScans: async (_deps, { id }) => database.state.feeds.has(id),
    moveFeeds: (_deps, organisationId) =>
      database.run(async (trx) => {
        for (const { id, organisationId: owner } of [...trx.state.events.values()]) {
          if (owner !== organisationId || !trx.state.feeds.has(id)) continue;
          await trx.lock(`scans ${id}`);
          trx.write((state) => beginNewLife(state, id, trx.life));
        }
      }),
    addDevice: (device) =>
      database.run(async (trx) => trx.write(({ devices }) => devices.set(device.id, device))),
    revoke: (deviceId) =>
      database.run(async (trx) =>
        trx.write(({ devices, watermarks }) => {
          const device = devices.get(deviceId);
          const trustedSeq = watermarks.get(deviceId)?.watermark ?? 0;
          if (device) devices.set(deviceId, { ...device, status: 'revoked', trustedSeq });
        }),
      ),
    forget: async (process) => database.forget(process),
    look: nothing,
    backUp: nothing,
    bringBack: nothing,
  };
}

/** Those that lie behind the position, in the order of their own. */
function reviewedRows(state: State, eventId: string, after: { start: number; from: number }) {
  return [...state.scans.values()]
    .filter(
      ({ eventId: of, position }) =>
        of === eventId && position?.start === after.start && position.count > after.from,
    )
    .sort((a, b) => (a.position?.count ?? 0) - (b.position?.count ?? 0))
    .slice(0, rowsOnPage)
    .map(({ record: { row, review, answered } }) => {
      const stored = state.rows
        .get(row.device)
        ?.find(({ seq, quarantine }) => seq === row.seq && quarantine !== 'fork');
      if (stored === undefined) throw new Error('a scan has no row');
      return { bytes: stored.bytes, review, answered };
    });
}
