import Type, { type Static } from 'typebox';
import { id, line } from '../../platform/http/schemas.js';
import { localeSchema, timeZoneSchema } from '../../platform/http/text-formats.js';

export const organisationSchema = Type.Object({
  id,
  slug: Type.String(),
  name: Type.String(),
  locale: localeSchema,
  timeZone: Type.String(),
});

export const organisationChanges = Type.Partial(
  Type.Object({ name: line(120), locale: localeSchema, timeZone: timeZoneSchema }),
  { additionalProperties: false, minProperties: 1 },
);

export type Organisation = Static<typeof organisationSchema>;
export type OrganisationChanges = Static<typeof organisationChanges>;
