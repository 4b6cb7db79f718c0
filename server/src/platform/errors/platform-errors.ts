import type { ErrorDefinition } from './app-error.js';

/** The errors that any route may answer with. */
export const platformErrors = {
  invalidRequest: { code: 'platform.invalid_request', status: 400, title: 'The request is not valid.' },
  unauthenticated: { code: 'platform.unauthenticated', status: 401, title: 'Sign in to do this.' },
  forbidden: { code: 'platform.forbidden', status: 403, title: 'You may not do this.' },
  notFound: { code: 'platform.not_found', status: 404, title: 'There is nothing at this address.' },
  methodNotAllowed: {
    code: 'platform.method_not_allowed',
    status: 405,
    title: 'This method is not supported here.',
  },
  tooLarge: { code: 'platform.too_large', status: 413, title: 'The request is too large.' },
  unsupportedMedia: {
    code: 'platform.unsupported_media',
    status: 415,
    title: 'Send the body as application/json.',
  },
  upgradeRequired: {
    code: 'platform.upgrade_required',
    status: 426,
    title: 'This address is for WebSockets.',
  },
  tooManyRequests: {
    code: 'platform.too_many_requests',
    status: 429,
    title: 'Too many requests; wait and try again.',
  },
  requestRunning: {
    code: 'platform.request_running',
    status: 409,
    title: 'The same request is still running.',
  },
  keyReused: {
    code: 'platform.idempotency_key_reused',
    status: 422,
    title: 'This idempotency key was used with another request.',
  },
  internal: {
    code: 'platform.internal',
    status: 500,
    title: 'Something went wrong on our side. Nothing was changed.',
  },
  sealedSecret: {
    code: 'platform.sealed_secret',
    status: 503,
    title: 'A kept secret does not open: ENCRYPTION_KEY is not the key that it was sealed with.',
  },
  unavailable: {
    code: 'platform.unavailable',
    status: 503,
    title: 'The service is not available right now; try again.',
  },
} as const satisfies Record<string, ErrorDefinition>;
