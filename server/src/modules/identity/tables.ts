import type { Generated } from 'kysely';
import type { PersonStatus, RevokedBecause } from './rules.js';

export type IdentityTables = {
  'identity.person': {
    id: Generated<string>;
    email: string;
    name: string;
    locale: string;
    passwordHash: string;
    status: Generated<PersonStatus>;
  };
  'identity.signInAttempt': { emailHash: Buffer; failures: number; lastAt: Date };
  'identity.session': {
    id: Generated<string>;
    personId: string;
    userAgent: string;
    address: string;
    expiresAt: Date;
    revokedAt: Date | null;
    revokedBecause: RevokedBecause | null;
  };
  'identity.refreshToken': {
    hash: Buffer;
    sessionId: string;
    usedAt: Date | null;
    replacedBy: Buffer | null;
  };
  'identity.role': { organisationId: string; key: string; permissions: string[] };
  'identity.membership': { organisationId: string; personId: string };
  'identity.roleAssignment': {
    organisationId: string;
    id: Generated<string>;
    personId: string;
    roleKey: string;
    eventId: string | null;
  };
};
