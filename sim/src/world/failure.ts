import type { InvariantId } from '../outcome.js';

/** What must hold does not. */
export class Failure extends Error {
  readonly invariant: InvariantId;

  constructor(invariant: InvariantId, detail: string) {
    super(detail);
    this.invariant = invariant;
  }
}

/** @throws Failure */
export function fail(invariant: InvariantId, detail: string): never {
  throw new Failure(invariant, detail);
}
