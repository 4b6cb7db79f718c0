import { AppError } from '../../../platform/errors/app-error.js';
import type { Tenancy } from '../../../platform/tenancy/tenancy.js';
import { organisationErrors } from '../errors.js';
import type { Organisation } from '../schemas.js';
import type { OrganisationsTables } from '../tables.js';

/** @throws AppError organisations.slug_taken */
export async function createOrganisation(tenancy: Tenancy, input: Omit<Organisation, 'id'>): Promise<string> {
  const organisationId = crypto.randomUUID();
  await tenancy.run({ organisationId }, async (trx) => {
    if (!(await tenancy.place(trx, organisationId, input.slug)))
      throw new AppError(organisationErrors.slugTaken);
    await trx
      .$extendTables<OrganisationsTables>()
      .insertInto('organisations.organisation')
      .values({ organisationId, ...input })
      .execute();
  });
  return organisationId;
}
