import type { ErrorDefinition } from '../../platform/errors/app-error.js';

export const checkinErrors = {
  pairingUnknown: {
    code: 'checkin.pairing_unknown',
    status: 404,
    title: 'This pairing code does not exist. Show a new one in the portal.',
  },
  pairingExpired: {
    code: 'checkin.pairing_expired',
    status: 410,
    title: 'This pairing code is too old. Show a new one in the portal.',
  },
  pairingUsed: {
    code: 'checkin.pairing_used',
    status: 409,
    title: 'Another phone was paired with this code. Show a new one in the portal.',
  },
  staysRevoked: {
    code: 'checkin.stays_revoked',
    status: 409,
    title: 'A revoked phone stays revoked. Pair it again with a new code.',
  },
  wrongKey: {
    code: 'checkin.wrong_key',
    status: 422,
    title: 'A key is an uncompressed point on P-256.',
  },
  sessionRefused: {
    code: 'checkin.session_refused',
    status: 401,
    title: 'The challenge is too old, or this phone did not sign it.',
  },
  deviceWaiting: {
    code: 'checkin.device_waiting',
    status: 403,
    title: 'This phone waits for the organiser to confirm it.',
  },
  deviceRevoked: {
    code: 'checkin.device_revoked',
    status: 403,
    title: 'This phone was revoked. It still hands over what it has recorded.',
  },
} as const satisfies Record<string, ErrorDefinition>;
