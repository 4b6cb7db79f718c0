import { sql } from 'kysely';
import type { ClosedTransaction } from '../../platform/tenancy/tenancy.js';
import type { Recipient } from './index.js';
import type { IdentityTables } from './tables.js';

export interface Grant {
  readonly roleKey: string;
  readonly eventId: string | null;
  readonly permissions: string[];
}

export async function findPersonById(trx: ClosedTransaction, personId: string) {
  return trx
    .$extendTables<IdentityTables>()
    .selectFrom('identity.person')
    .select(['id', 'name', 'email', 'locale'])
    .where('id', '=', personId)
    .executeTakeFirst();
}

/** Person → name. */
export async function namesOf(
  trx: ClosedTransaction,
  personIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (personIds.length === 0) return new Map();
  const rows = await trx
    .$extendTables<IdentityTables>()
    .selectFrom('identity.person')
    .select(['id', 'name'])
    .where('id', 'in', [...personIds])
    .execute();
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** Whether the session still stands: not ended, not too old, the person not disabled. */
export async function sessionStands(trx: ClosedTransaction, sessionId: string): Promise<boolean> {
  const row = await trx
    .$extendTables<IdentityTables>()
    .selectFrom('identity.session as session')
    .innerJoin('identity.person as person', 'person.id', 'session.personId')
    .select('session.id')
    .where('session.id', '=', sessionId)
    .where('session.revokedAt', 'is', null)
    .where('session.expiresAt', '>', sql<Date>`now()`)
    .where('person.status', '=', 'active')
    .executeTakeFirst();
  return row !== undefined;
}

/** The organisations of the scope's person. */
export async function organisationsOf(trx: ClosedTransaction, personId: string): Promise<string[]> {
  const rows = await trx
    .$extendTables<IdentityTables>()
    .selectFrom('identity.membership')
    .select('organisationId')
    .where('personId', '=', personId)
    .orderBy('organisationId')
    .execute();
  return rows.map((row) => row.organisationId);
}

/** The roles that the person holds in the scope's organisation; undefined for somebody who is no member. */
export async function grantsOf(trx: ClosedTransaction, personId: string): Promise<Grant[] | undefined> {
  const rows = await trx
    .$extendTables<IdentityTables>()
    .selectFrom('identity.membership as membership')
    .leftJoin('identity.roleAssignment as assignment', (join) =>
      join
        .onRef('assignment.organisationId', '=', 'membership.organisationId')
        .onRef('assignment.personId', '=', 'membership.personId'),
    )
    .leftJoin('identity.role as role', (join) =>
      join
        .onRef('role.organisationId', '=', 'assignment.organisationId')
        .onRef('role.key', '=', 'assignment.roleKey'),
    )
    .select(['role.key as roleKey', 'assignment.eventId', 'role.permissions'])
    .where('membership.personId', '=', personId)
    .where('membership.organisationId', '=', sql<string>`platform.current_organisation()`)
    .orderBy('role.key')
    .execute();
  if (rows.length === 0) return undefined;
  return rows.flatMap(({ roleKey, eventId, permissions }) =>
    roleKey !== null && permissions !== null ? [{ roleKey, eventId, permissions }] : [],
  );
}

export async function membersWith(trx: ClosedTransaction, permission: string): Promise<Recipient[]> {
  return trx
    .$extendTables<IdentityTables>()
    .selectFrom('identity.roleAssignment as assignment')
    .innerJoin('identity.role as role', (join) =>
      join
        .onRef('role.organisationId', '=', 'assignment.organisationId')
        .onRef('role.key', '=', 'assignment.roleKey'),
    )
    .innerJoin('identity.person as person', 'person.id', 'assignment.personId')
    .select(['person.name', 'person.email', 'person.locale'])
    .distinct()
    .where(sql<boolean>`${permission} = any(role.permissions)`)
    .where('assignment.eventId', 'is', null)
    .where('person.status', '=', 'active')
    .orderBy('person.name')
    .execute();
}
