/** `organisations.organisation`: the tenant itself. */
export type OrganisationsTables = {
  'organisations.organisation': {
    organisationId: string;
    slug: string;
    name: string;
    locale: string;
    timeZone: string;
  };
};
