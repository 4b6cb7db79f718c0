/** `organisations.organisation`: the tenant itself. */
export interface OrganisationsTables {
  'organisations.organisation': {
    organisationId: string;
    slug: string;
    name: string;
    locale: string;
    timeZone: string;
  };
}
