import type { SyncDeps } from '@gatehouse/server/modules/checkin/log/sync.js';
import type {} from '@gatehouse/server/platform/http/openapi.js';
import type { ClosedTransaction } from '@gatehouse/server/platform/tenancy/tenancy.js';
import { comparePositions } from '@gatehouse/shared/manifest';
import type { EventPositions } from '@gatehouse/shared/protocol';
import { type Sign, verifyP256 } from '@gatehouse/shared/signing';
import { simSubtle } from '../phone/crypto.js';
import type { MemoryDatabase, MemoryTransaction } from './database.js';
import { doorRules, presentCodeHash, type StoredEvent } from './event.js';
import { memoryStore } from './memory-store.js';
import type { State } from './state.js';

/** Of one organisation. */
export interface DoorKeyPair {
  readonly publicKey: Uint8Array;
  readonly sign: Sign;
}

export interface MemorySide {
  readonly database: MemoryDatabase;
  readonly doorKeyOf: (organisationId: string) => DoorKeyPair;
  /** Something of an event may have changed. */
  readonly tell: (eventId: string, what: readonly string[]) => void;
}

/** What is handed to the server's own code as a transaction. */
const memoryOf = (trx: ClosedTransaction) => trx as unknown as MemoryTransaction;

/** As row level security has it: who asks for one organisation sees nothing of another. */
function isSeen<T extends { readonly organisationId: string }>(
  { organisationId }: Pick<MemoryTransaction, 'organisationId'>,
  one: T | undefined,
): one is T {
  return one !== undefined && (organisationId === null || organisationId === one.organisationId);
}

function eventOf(trx: MemoryTransaction, eventId: string): StoredEvent {
  const event = trx.state.events.get(eventId);
  if (!isSeen(trx, event)) throw new Error(`there is no event ${eventId}`);
  return event;
}

/** Everything that taking in batches needs, over memory. */
export function memoryDeps({ database, doorKeyOf, tell }: MemorySide): SyncDeps {
  const deps = {
    store: (trx: ClosedTransaction) => memoryStore(memoryOf(trx)),
    tenancy: {
      run: (
        { organisationId }: { organisationId?: string },
        work: (trx: ClosedTransaction) => Promise<unknown>,
      ) => database.run((trx) => work(trx as unknown as ClosedTransaction), organisationId),
    },
    verify: verifyP256(simSubtle(database.random)),
    async readSignKey(trx: ClosedTransaction, deviceId: string) {
      const device = memoryOf(trx).state.devices.get(deviceId);
      return isSeen(memoryOf(trx), device) ? device.signKey : null;
    },
    noteTrusts: async () => undefined,
    doorKeys: async (_trx: unknown, organisationId: string) => doorKeyOf(organisationId),
    positionsFor: async (trx: ClosedTransaction, deviceIds: readonly string[]) => {
      const { state, life } = memoryOf(trx);
      return new Map(deviceIds.map((id) => [id, positionsOf(state, life, id)]));
    },
    rulesOf: async (trx: ClosedTransaction, { eventId }: { eventId: string }) =>
      doorRules(eventOf(memoryOf(trx), eventId)),
    ticketing: ticketing(),
    events: {
      findIds: async (trx: ClosedTransaction, numbers: readonly number[]) =>
        new Map(
          [...memoryOf(trx).state.events.values()]
            .filter((event) => numbers.includes(event.number) && isSeen(memoryOf(trx), event))
            .map(({ number, id }) => [number, id]),
        ),
      readAllQuestions: async () => [],
    },
    live: {
      async publish(trx: ClosedTransaction, change: { eventId: string; what: readonly string[] }) {
        memoryOf(trx).afterCommit.push(() => tell(change.eventId, change.what));
      },
    },
    identity: {},
    sealer: {},
  };
  return deps as unknown as SyncDeps;
}

function ticketing() {
  const wanted = (hashes: readonly Buffer[]) => new Set(hashes.map((hash) => hash.toString('hex')));
  return {
    async readDoorTickets(trx: ClosedTransaction, eventId: string, hashes: readonly Buffer[]) {
      const event = eventOf(memoryOf(trx), eventId);
      const found = [...wanted(hashes)].flatMap((hash) => event.tickets.get(hash) ?? []);
      return Promise.all(
        found.map(async (ticket) => ({
          hash: Buffer.from(ticket.record.hash),
          codeHash: await presentCodeHash(event, ticket),
          class: ticket.record.class,
          entries: ticket.record.entries,
        })),
      );
    },
    async readChanges(trx: ClosedTransaction, eventId: string, hashes: readonly Buffer[]) {
      const { changes } = eventOf(memoryOf(trx), eventId);
      const names = wanted(hashes);
      return changes
        .filter(({ ticket }) => names.has(ticket))
        .map(({ ticket, at, generation, state }) => ({
          hash: Buffer.from(ticket, 'hex'),
          at: new Date(at),
          generation,
          state,
          entriesBefore: null,
        }));
    },
  };
}

/** What phones would get now. */
export function positionsOf(state: State, life: number, deviceId: string): EventPositions[] {
  const device = state.devices.get(deviceId);
  return [...state.events.values()]
    .filter(({ organisationId }) => organisationId === device?.organisationId)
    .map((event) => {
      const none = { start: life, count: 0 };
      const root = event.root?.root.position ?? none;
      const { start = life, count = 0 } = state.feeds.get(event.id) ?? none;
      const reached = { start, count };
      const scans = comparePositions(reached, none) < 0 && count === 0 ? none : reached;
      return { event: event.number, root, tickets: event.feed, scans };
    });
}
