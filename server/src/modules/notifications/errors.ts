import type { ErrorDefinition } from '../../platform/errors/app-error.js';

export const notificationErrors = {
  mailedRecently: {
    code: 'notifications.mailed_recently',
    status: 409,
    title: 'One of these tickets was mailed less than a minute ago.',
  },
} as const satisfies Record<string, ErrorDefinition>;
