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

/**
 * Writes down that something happened, in the transaction that made it happen: either both are kept or neither.
 * A relay hands it to the handlers afterwards.
 */
export async function publish<D extends EventDefinition>(
  trx: ClosedTransaction,
  definition: D,
  event: { organisationId: string; payload: PayloadOf<D> },
): Promise<void> {
  await trx
    .$extendTables<Pick<OutboxTables, 'platform.outbox'>>()
    .insertInto('platform.outbox')
    .values({
      organisationId: event.organisationId,
      name: definition.name,
      payload: JSON.stringify(event.payload),
      relayedAt: null,
      settledAt: null,
    })
    .execute();
}
