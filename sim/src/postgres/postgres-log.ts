import { readSignKey } from '@gatehouse/server/modules/checkin/devices/device-queries.js';
import { noteTrusts } from '@gatehouse/server/modules/checkin/devices/door-key-succession.js';
import { lastSeqOf, lockDevice } from '@gatehouse/server/modules/checkin/log/device-log.js';
import { postgresStore } from '@gatehouse/server/modules/checkin/log/log-store.js';
import {
  moveFeedsToPresentLife,
  readScanPositions,
} from '@gatehouse/server/modules/checkin/log/scans-feed.js';
import { readScansPage } from '@gatehouse/server/modules/checkin/log/scans-page.js';
import type { SyncDeps } from '@gatehouse/server/modules/checkin/log/sync.js';
import { databaseOver } from '@gatehouse/server/platform/database/connect.js';
import {
  afterCommit,
  type ClosedTransaction,
  createTenancy,
} from '@gatehouse/server/platform/tenancy/tenancy.js';
import { sql } from 'kysely';
import type { MemoryDatabase } from '../server/database.js';
import { type MemorySide, memoryDeps, positionsOf } from '../server/ingest-deps.js';
import type { LogKeeper } from '../server/log-keeper.js';
import type { StoredDevice } from '../server/state.js';
import type { Process } from '../time/loop.js';
import type { DatabaseLoop } from './database-loop.js';
import type { Deaths } from './deaths.js';
import type { Postgres } from './postgres.js';
import { readState } from './read-state.js';
import { ServerPool } from './server-pool.js';

interface Parts {
  readonly postgres: Postgres;
  readonly loop: DatabaseLoop;
  readonly deaths: Deaths;
}

/** What one process of the server has of the database. */
interface Connected {
  readonly pool: ServerPool;
  readonly tenancy: SyncDeps['tenancy'];
}

/**
 * The log in a real PostgreSQL, taken in, reviewed and read by what the server itself does it with. Events and their
 * tickets stay in memory: who sells them is no part of these worlds.
 */
export class PostgresLog implements LogKeeper {
  readonly #parts: Parts;
  readonly #database: MemoryDatabase;
  readonly #connected = new Map<Process | null, Connected>();

  constructor(parts: Parts, database: MemoryDatabase) {
    this.#parts = parts;
    this.#database = database;
  }

  depsOf(side: MemorySide, process: Process | null): SyncDeps {
    const memory = this.#readFromMemory(memoryDeps(side));
    return {
      ...memory,
      store: postgresStore,
      tenancy: this.#connectedAs(process).tenancy,
      readSignKey,
      noteTrusts,
      async positionsFor(trx, deviceIds) {
        const { state, life } = side.database;
        const reached = await readScanPositions(trx, [...state.events.keys()]);
        const feeds = new Map([...reached].map(([id, position]) => [id, { ...position, rules: null }]));
        return new Map(deviceIds.map((id) => [id, positionsOf({ ...state, feeds }, life, id)]));
      },
      live: {
        ...memory.live,
        publish: async (trx, change) =>
          afterCommit(trx, () => 'eventId' in change && side.tell(change.eventId, change.what)),
      },
    };
  }

  readPage: LogKeeper['readPage'] = (deps, { id, organisationId, number }, after) =>
    deps.tenancy.run({ organisationId }, async (trx) => {
      const doorKey = await deps.doorKeys(trx, organisationId);
      return readScansPage(trx, { eventId: id, number, doorKey }, after);
    });

  hasScans: LogKeeper['hasScans'] = (deps, { id, organisationId }) =>
    deps.tenancy.run({ organisationId }, async (trx) => (await readScanPositions(trx, [id])).has(id));

  moveFeeds: LogKeeper['moveFeeds'] = async (deps, organisationId) => {
    await deps.tenancy.run({ organisationId }, (trx) => moveFeedsToPresentLife(trx, organisationId));
  };

  async addDevice(device: StoredDevice): Promise<void> {
    const { id, organisationId, name, profile, status, signKey } = device;
    const { tenancy } = this.#connectedAs(null);
    await tenancy.run({ organisationId }, (trx) =>
      sql`insert into checkin.device (organisation_id, id, name, profile, status, sign_key, agree_key, user_agent,
          confirmed_at)
        values (${organisationId}, ${id}, ${name}, ${profile}, ${status}, ${Buffer.from(signKey)},
          ${Buffer.from(signKey)}, '', now())`.execute(trx),
    );
    this.#note(device);
  }

  async revoke(deviceId: string): Promise<void> {
    const device = this.#database.state.devices.get(deviceId);
    if (device === undefined) return;
    const { organisationId } = device;
    const trustedSeq = await this.#connectedAs(null).tenancy.run({ organisationId }, async (trx) => {
      await lockDevice(trx, { organisationId, deviceId });
      const last = await lastSeqOf(trx, deviceId);
      await sql`update checkin.device set status = 'revoked', revoked_at = now(), trusted_seq = ${last}
        where id = ${deviceId}`.execute(trx);
      return last;
    });
    this.#note({ ...device, status: 'revoked', trustedSeq });
  }

  async forget(process: Process): Promise<void> {
    await this.#connected.get(process)?.pool.end();
    this.#connected.delete(process);
  }

  async look(): Promise<void> {
    const { events } = this.#database.state;
    this.#database.state = { events, ...(await readState(this.#parts.postgres)) };
    this.#database.version += 1;
  }

  backUp(): Promise<void> {
    return this.#parts.postgres.backUp();
  }

  async bringBack(): Promise<void> {
    const { postgres } = this.#parts;
    await postgres.bringBack();
    await postgres.beginLife(this.#database.life);
    await this.look();
  }

  /** The world is over: nothing of it goes on in the database. */
  async end(): Promise<void> {
    for (const { pool } of this.#connected.values()) await pool.end();
  }

  /** Who signs in is looked up in memory. */
  #note(device: StoredDevice): void {
    const database = this.#database;
    const devices = new Map(database.state.devices).set(device.id, device);
    database.state = { ...database.state, devices };
    database.version += 1;
  }

  #connectedAs(process: Process | null): Connected {
    const known = this.#connected.get(process);
    if (known !== undefined) return known;
    const { loop, deaths, postgres } = this.#parts;
    const pool = new ServerPool({
      ...{ loop, backends: postgres.backends },
      terminate: (pid) => postgres.terminate(pid),
      // Whom the outbox serves tries again by itself, which is no part of these worlds.
      deaths: process === null ? null : deaths,
    });
    const connected = { pool, tenancy: createTenancy(databaseOver(pool)) };
    this.#connected.set(process, connected);
    return connected;
  }

  /** The rest of what the server reads lies in memory, behind a transaction that only says of which state. */
  #readFromMemory(deps: SyncDeps): SyncDeps {
    const now = () =>
      ({
        state: this.#database.state,
        life: this.#database.life,
        organisationId: null,
      }) as unknown as ClosedTransaction;
    const { events, ticketing } = deps;
    return {
      ...deps,
      rulesOf: (_trx, key) => deps.rulesOf(now(), key),
      events: { ...events, findIds: (_trx, numbers) => events.findIds(now(), numbers) },
      ticketing: {
        ...ticketing,
        readDoorTickets: (_trx, eventId, hashes) => ticketing.readDoorTickets(now(), eventId, hashes),
        readChanges: (_trx, eventId, hashes) => ticketing.readChanges(now(), eventId, hashes),
      },
    };
  }
}
