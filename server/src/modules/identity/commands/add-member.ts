import { sql } from 'kysely';
import type { Tenancy } from '../../../platform/tenancy/tenancy.js';
import type { NewPerson } from '../index.js';
import { hashPassword } from '../passwords.js';
import { builtInRoles, type RoleKey } from '../rules.js';
import type { IdentityTables } from '../tables.js';

/** Creates the person, or finds the one who has this address: one person may belong to many organisations. */
export async function createPerson(tenancy: Tenancy, person: NewPerson): Promise<string> {
  const passwordHash = await hashPassword(person.password);
  return tenancy.run({}, async (trx) => {
    const db = trx.$extendTables<IdentityTables>();
    const { email, name, locale } = person;
    await db
      .insertInto('identity.person')
      .values({ email: email.trim(), name, locale, passwordHash })
      .onConflict((conflict) => conflict.expression(sql`lower(email)`).doNothing())
      .execute();
    const row = await db
      .selectFrom('identity.person')
      .select('id')
      .where(sql`lower(email)`, '=', email.trim().toLowerCase())
      .executeTakeFirstOrThrow();
    return row.id;
  });
}

/** Gives the organisation its built-in roles; those that it has already keep their permissions. */
export async function seedRoles(tenancy: Tenancy, organisationId: string): Promise<void> {
  await tenancy.run({ organisationId }, async (trx) => {
    await trx
      .$extendTables<IdentityTables>()
      .insertInto('identity.role')
      .values(
        Object.entries(builtInRoles).map(([key, permissions]) => ({
          organisationId,
          key,
          permissions: [...permissions],
        })),
      )
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  });
}

export async function addMember(
  tenancy: Tenancy,
  member: { organisationId: string; personId: string; role: RoleKey },
): Promise<void> {
  const { organisationId, personId, role } = member;
  await tenancy.run({ organisationId }, async (trx) => {
    const db = trx.$extendTables<IdentityTables>();
    await db
      .insertInto('identity.membership')
      .values({ organisationId, personId })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    await db
      .insertInto('identity.roleAssignment')
      .values({ organisationId, personId, roleKey: role, eventId: null })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  });
}
