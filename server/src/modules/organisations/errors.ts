import type { ErrorDefinition } from '../../platform/errors/app-error.js';

export const organisationErrors = {
  slugTaken: {
    code: 'organisations.slug_taken',
    status: 409,
    title: 'Another organisation has this short name.',
  },
  slugReserved: {
    code: 'organisations.slug_reserved',
    status: 422,
    title: 'This short name is an address of Gatehouse itself.',
  },
} as const satisfies Record<string, ErrorDefinition>;
