import type { ErrorDefinition } from '../../platform/errors/app-error.js';

export const notificationErrors = {
  mailedRecently: {
    code: 'notifications.mailed_recently',
    status: 409,
    title: 'One of these tickets was mailed less than a minute ago.',
  },
  unknownTicket: {
    code: 'notifications.unknown_ticket',
    status: 422,
    title: 'One of these is no valid ticket of this event.',
  },
  noAddress: {
    code: 'notifications.no_address',
    status: 422,
    title: 'None of these tickets has an e-mail address.',
  },
} as const satisfies Record<string, ErrorDefinition>;
