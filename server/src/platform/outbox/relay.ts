import { sql } from 'kysely';
import type { ClosedDatabase } from '../database/connect.js';
import type { JobQueue } from '../queue/queue.js';
import type { Handlers } from './handlers.js';
import type { OutboxTables } from './outbox.js';

/** One job: one handler for one event. */
export interface EventJob {
  readonly eventId: string;
  readonly organisationId: string;
  readonly name: string;
  readonly handler: string;
  readonly payload: unknown;
}

export interface RelayOptions {
  /** Pool of `gatehouse_system`. */
  readonly db: ClosedDatabase;
  readonly queue: JobQueue<EventJob>;
  readonly handlers: Handlers;
  /**
   * Age in seconds after which an event that was handed over but not finished is handed over again: the queue
   * may have been emptied (Redis can be lost). Jobs still there are recognised by their id.
   */
  readonly againAfterSeconds: number;
}

const batchSize = 200;

/**
 * Hands waiting events to the queue, oldest first; several relays share the work. The rows are marked in the
 * same transaction that claimed them, after the queue has them, so a crash repeats and never forgets.
 * @returns how many events were handed over; a full batch means that there may be more
 */
export async function relayBatch(options: RelayOptions): Promise<number> {
  return options.db.transaction().execute(async (trx) => {
    const db = trx.$extendTables<OutboxTables>();
    const rows = await db
      .selectFrom('platform.outbox')
      .select(['organisationId', 'id', 'name', 'payload'])
      .where('settledAt', 'is', null)
      .where((where) =>
        where.or([
          where('relayedAt', 'is', null),
          where('relayedAt', '<', sql<Date>`now() - make_interval(secs => ${options.againAfterSeconds})`),
        ]),
      )
      .orderBy('id')
      .limit(batchSize)
      .forUpdate()
      .skipLocked()
      .execute();
    if (rows.length === 0) return 0;
    const jobs = rows.flatMap((row) =>
      options.handlers.namesFor(row.name).map((handler) => ({
        id: `${row.id}.${handler}`,
        data: {
          eventId: row.id,
          organisationId: row.organisationId,
          name: row.name,
          handler,
          payload: row.payload,
        },
      })),
    );
    if (jobs.length > 0) await options.queue.addAll(jobs);
    const unheard = rows
      .filter((row) => options.handlers.namesFor(row.name).length === 0)
      .map((row) => row.id);
    await db
      .updateTable('platform.outbox')
      .set({ relayedAt: sql`now()`, settledAt: sql`case when id = any(${unheard}) then now() end` })
      .where(
        'id',
        'in',
        rows.map((row) => row.id),
      )
      .execute();
    return rows.length;
  });
}

/** Closes the event when every handler of this release has dealt with it. */
export async function settle(db: ClosedDatabase, job: EventJob, handlerCount: number): Promise<void> {
  await db
    .$extendTables<OutboxTables>()
    .updateTable('platform.outbox')
    .set({ settledAt: sql`now()` })
    .where('organisationId', '=', job.organisationId)
    .where('id', '=', job.eventId)
    .where(
      (where) =>
        where
          .selectFrom('platform.handledEvent')
          .select((select) => select.fn.countAll<number>().as('count'))
          .where('organisationId', '=', job.organisationId)
          .where('eventId', '=', job.eventId),
      '>=',
      handlerCount,
    )
    .execute();
}
