import Type, { type Static } from 'typebox';
import { id, instant } from '../../platform/http/schemas.js';

export const credentialsSchema = Type.Object(
  {
    email: Type.String({ minLength: 3, maxLength: 254, format: 'email' }),
    password: Type.String({ minLength: 1, maxLength: 1000 }),
  },
  { additionalProperties: false },
);

const membershipSchema = Type.Object({
  organisationId: id,
  organisationName: Type.String(),
  organisationSlug: Type.String(),
  roles: Type.Array(Type.String()),
  permissions: Type.Array(Type.String(), { description: 'For the whole organisation.' }),
});

export const meSchema = Type.Object({
  person: Type.Object({ id, name: Type.String(), email: Type.String(), locale: Type.String() }),
  memberships: Type.Array(membershipSchema),
});

export const sessionSchema = Type.Object({
  accessToken: Type.String({ description: 'Keep it in memory only; send it as Bearer.' }),
  expiresAt: instant,
  ...meSchema.properties,
});

export type Me = Static<typeof meSchema>;
