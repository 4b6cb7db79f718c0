import type { ClosedTransaction } from '../../platform/tenancy/tenancy.js';
import type { Organisation, OrganisationChanges } from './schemas.js';
import type { OrganisationsTables } from './tables.js';

/** The organisation of the transaction's scope; row-level security leaves only that one. */
export async function currentOrganisation(trx: ClosedTransaction): Promise<Organisation | undefined> {
  return trx
    .$extendTables<OrganisationsTables>()
    .selectFrom('organisations.organisation')
    .select(['organisationId as id', 'slug', 'name', 'timeZone'])
    .select((select) => select.ref('locale').$castTo<Organisation['locale']>().as('locale'))
    .executeTakeFirst();
}

export async function changeOrganisation(
  trx: ClosedTransaction,
  changes: OrganisationChanges,
): Promise<void> {
  await trx
    .$extendTables<OrganisationsTables>()
    .updateTable('organisations.organisation')
    .set(changes)
    .execute();
}
