import { PermanentFailure } from '../errors/permanent-failure.js';
import type { ClosedTransaction, Tenancy } from '../tenancy/tenancy.js';
import type { DomainEvent, EventDefinition, PayloadOf } from './event.js';
import type { OutboxTables } from './outbox.js';

/** Runs one handler on one event; resolves when the effect is kept. Called again after a crash. */
type Run = (tenancy: Tenancy, event: DomainEvent) => Promise<void>;

/** Removes what one organisation needs no more. */
export type Sweep = (trx: ClosedTransaction, organisationId: string) => Promise<void>;

/** Who reacts to what. Filled while the modules register, read by the relay and the worker. */
export class Handlers {
  readonly #byEvent = new Map<string, Map<string, Run>>();
  readonly #sweeps: Sweep[] = [];

  /**
   * Registers a handler whose whole effect is in the database: it runs in the transaction that notes that the
   * event was handled, so the effect happens exactly once however often the event is delivered.
   * @param name `module.effect`, unique for the event and never renamed
   */
  applyOnce<D extends EventDefinition>(
    definition: D,
    name: string,
    work: (trx: ClosedTransaction, event: DomainEvent<PayloadOf<D>>) => Promise<void>,
  ): void {
    this.#add(definition, name, async (tenancy, event) => {
      await tenancy.run({ organisationId: event.organisationId }, async (trx) => {
        if (await markHandled(trx, event, name)) await work(trx, event as DomainEvent<PayloadOf<D>>);
      });
    });
  }

  /**
   * Registers a handler with an effect outside the database. It must recognise its own earlier effect: after a
   * crash it is called again for the same event. A `PermanentFailure` is told to the operator and not tried again.
   */
  deliver<D extends EventDefinition>(
    definition: D,
    name: string,
    work: (event: DomainEvent<PayloadOf<D>>) => Promise<void>,
  ): void {
    this.#add(definition, name, async (tenancy, event) => {
      const scope = { organisationId: event.organisationId };
      if (await tenancy.run(scope, (trx) => wasHandled(trx, event, name))) return;
      const failure = await work(event as DomainEvent<PayloadOf<D>>).catch(onlyPermanent);
      await tenancy.run(scope, (trx) => markHandled(trx, event, name));
      if (failure) throw failure;
    });
  }

  /** Has the worker run it for every organisation, every ten minutes, in a transaction of its own. */
  onSweep(sweep: Sweep): void {
    this.#sweeps.push(sweep);
  }

  get sweeps(): readonly Sweep[] {
    return this.#sweeps;
  }

  namesFor(eventName: string): string[] {
    return [...(this.#byEvent.get(eventName)?.keys() ?? [])];
  }

  find(eventName: string, handler: string): Run | undefined {
    return this.#byEvent.get(eventName)?.get(handler);
  }

  #add(definition: EventDefinition, name: string, run: Run): void {
    const handlers = this.#byEvent.get(definition.name) ?? new Map<string, Run>();
    if (handlers.has(name)) throw new Error(`Two handlers are called ${name} for ${definition.name}.`);
    this.#byEvent.set(definition.name, handlers.set(name, run));
  }
}

function onlyPermanent(error: unknown): PermanentFailure {
  if (error instanceof PermanentFailure) return error;
  throw error;
}

async function wasHandled(trx: ClosedTransaction, event: DomainEvent, handler: string): Promise<boolean> {
  const row = await trx
    .$extendTables<OutboxTables>()
    .selectFrom('platform.handledEvent')
    .select('handler')
    .where('eventId', '=', event.id)
    .where('handler', '=', handler)
    .executeTakeFirst();
  return row !== undefined;
}

/** False when this handler has dealt with the event before. */
async function markHandled(trx: ClosedTransaction, event: DomainEvent, handler: string): Promise<boolean> {
  const result = await trx
    .$extendTables<OutboxTables>()
    .insertInto('platform.handledEvent')
    .values({ organisationId: event.organisationId, eventId: event.id, handler })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n;
}
