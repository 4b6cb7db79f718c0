import type { ErrorDefinition } from '../../platform/errors/app-error.js';

export const identityErrors = {
  wrongCredentials: {
    code: 'identity.wrong_credentials',
    status: 401,
    title: 'The e-mail address or the password is wrong.',
  },
  locked: {
    code: 'identity.locked',
    status: 429,
    title: 'Too many failed sign-ins for this address. Try again in a quarter of an hour.',
  },
  sessionEnded: {
    code: 'identity.session_ended',
    status: 401,
    title: 'The session has ended. Sign in again.',
  },
  notAMember: {
    code: 'identity.not_a_member',
    status: 403,
    title: 'You do not belong to this organisation.',
  },
  organisationNeeded: {
    code: 'identity.organisation_needed',
    status: 400,
    title: 'Say which organisation is meant with the header X-Organisation.',
  },
  crossSite: { code: 'identity.cross_site', status: 403, title: 'This can only be done from our own pages.' },
} as const satisfies Record<string, ErrorDefinition>;
