import type { ErrorDefinition } from '../../platform/errors/app-error.js';

export const organisationErrors = {
  slugTaken: {
    code: 'organisations.slug_taken',
    status: 409,
    title: 'Another organisation has this short name.',
  },
} as const satisfies Record<string, ErrorDefinition>;
