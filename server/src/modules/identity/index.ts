import type { ClosedTransaction } from '../../platform/tenancy/tenancy.js';
import type { RoleKey } from './rules.js';

export type { RoleKey } from './rules.js';

export interface NewPerson {
  readonly email: string;
  readonly name: string;
  readonly locale: string;
  readonly password: string;
}

/** Somebody who is told about what happens in the organisation. */
export interface Recipient {
  readonly name: string;
  readonly email: string;
  readonly locale: string;
}

/** What other modules may ask of identity. */
export interface Identity {
  /** @returns the person's id; an existing person with this address keeps their password */
  createPerson(person: NewPerson): Promise<string>;
  /** Gives every organisation its built-in roles; safe to run again. */
  seedRoles(organisationId: string): Promise<void>;
  addMember(organisationId: string, personId: string, role: RoleKey): Promise<void>;
  /** Person → name, of people who are or were members. */
  namesOf(trx: ClosedTransaction, personIds: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** Members of the transaction's organisation who hold the permission, by name. */
  membersWith(trx: ClosedTransaction, permission: string): Promise<Recipient[]>;
}
