import type { ClosedTransaction } from '../../platform/tenancy/tenancy.js';
import type { Organisation } from './schemas.js';

export type { Organisation } from './schemas.js';

/** What other modules may ask of organisations. */
export interface Organisations {
  /** @throws AppError organisations.slug_taken */
  create(input: Omit<Organisation, 'id'>): Promise<string>;
  /** The organisation of the transaction's scope. */
  current(trx: ClosedTransaction): Promise<Organisation | undefined>;
}
