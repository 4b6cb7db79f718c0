import type { Static, TSchema } from 'typebox';

/** The name and shape of something that happened. Its module exports it; later modules react to it. */
export interface EventDefinition<T extends TSchema = TSchema> {
  /** `module.thing_happened` */
  readonly name: string;
  readonly payload: T;
}

export function defineEvent<T extends TSchema>(name: string, payload: T): EventDefinition<T> {
  return { name, payload };
}

/** One thing that happened, as handlers get it. */
export interface DomainEvent<P = unknown> {
  readonly id: string;
  readonly organisationId: string;
  readonly payload: P;
}

export type PayloadOf<D extends EventDefinition> = Static<D['payload']>;
