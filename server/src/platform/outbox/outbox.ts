import type { Generated } from 'kysely';
import type { ClosedTransaction } from '../tenancy/tenancy.js';
import type { EventDefinition, PayloadOf } from './event.js';

export type OutboxTables = {
  'platform.outbox': {
    organisationId: string;
    id: Generated<string>;
    name: string;
    payload: unknown;
    relayedAt: Date | null;
    settledAt: Date | null;
  };
  'platform.handledEvent': { organisationId: string; eventId: string; handler: string };
};

/** Writes down that the same thing happened many times; see `publish`. */
export async function publishAll<D extends EventDefinition>(
  trx: ClosedTransaction,
  definition: D,
  events: { organisationId: string; payloads: readonly PayloadOf<D>[] },
): Promise<void> {
  if (events.payloads.length === 0) return;
  await trx
    .$extendTables<Pick<OutboxTables, 'platform.outbox'>>()
    .insertInto('platform.outbox')
    .values(
      events.payloads.map((payload) => ({
        organisationId: events.organisationId,
        name: definition.name,
        payload: JSON.stringify(payload),
        relayedAt: null,
        settledAt: null,
      })),
    )
    .execute();
}

/**
 * Writes down that something happened, in the transaction that made it happen: either both are kept or neither.
 * A relay hands it to the handlers afterwards.
 */
export function publish<D extends EventDefinition>(
  trx: ClosedTransaction,
  definition: D,
  event: { organisationId: string; payload: PayloadOf<D> },
): Promise<void> {
  return publishAll(trx, definition, { organisationId: event.organisationId, payloads: [event.payload] });
}
