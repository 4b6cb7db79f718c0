import type { ErrorDefinition } from '../../platform/errors/app-error.js';

export const ticketingErrors = {
  nameTaken: {
    code: 'ticketing.name_taken',
    status: 409,
    title: 'Another ticket type of this event has this name.',
  },
  wrongWindow: { code: 'ticketing.wrong_window', status: 422, title: 'The end must be after the beginning.' },
} as const satisfies Record<string, ErrorDefinition>;
