import { AppError } from '../../platform/errors/app-error.js';
import type { Tenancy } from '../../platform/tenancy/tenancy.js';
import type { Organisations } from '../organisations/index.js';
import { identityErrors } from './errors.js';
import { findPersonById, grantsOf, organisationsOf } from './queries.js';
import type { Me } from './schemas.js';

/**
 * The person and what they may do where. Each organisation is read inside its own scope, so this stays as
 * isolated as everything else.
 * @throws AppError identity.session_ended when the person is gone
 */
export async function describePerson(
  deps: { tenancy: Tenancy; organisations: Organisations },
  personId: string,
): Promise<Me> {
  const { tenancy, organisations } = deps;
  const { person, ids } = await tenancy.run({ personId }, async (trx) => ({
    person: await findPersonById(trx, personId),
    ids: await organisationsOf(trx, personId),
  }));
  if (!person) throw new AppError(identityErrors.sessionEnded);
  const memberships = await Promise.all(
    ids.map((organisationId) =>
      tenancy.run({ organisationId, personId }, async (trx) => {
        const organisation = await organisations.current(trx);
        const grants = ((await grantsOf(trx, personId)) ?? []).filter((grant) => grant.eventId === null);
        return {
          organisationId,
          organisationName: organisation?.name ?? '',
          organisationSlug: organisation?.slug ?? '',
          roles: grants.map((grant) => grant.roleKey),
          permissions: [...new Set(grants.flatMap((grant) => grant.permissions))].sort(),
        };
      }),
    ),
  );
  return { person, memberships };
}
