import { AppError } from '../../../platform/errors/app-error.js';
import type { Tenancy } from '../../../platform/tenancy/tenancy.js';
import { organisationErrors } from '../errors.js';
import type { Organisation } from '../schemas.js';
import type { OrganisationsTables } from '../tables.js';

/** First parts of addresses that are not an organisation's: ours, and those that nginx keeps inside. */
const reservedSlugs = new Set(['api', 'docs', 'mail', 'metrics', 'portal', 'scanner', 't', 'tickets']);

/** @throws AppError organisations.slug_taken, organisations.slug_reserved */
export async function createOrganisation(tenancy: Tenancy, input: Omit<Organisation, 'id'>): Promise<string> {
  if (reservedSlugs.has(input.slug)) throw new AppError(organisationErrors.slugReserved);
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
