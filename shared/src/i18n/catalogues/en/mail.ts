import type { Messages } from '../../messages.js';

/** What Gatehouse writes by mail. */
export const mail = {
  'published.subject': '{event} is published',
  'published.greeting': 'Hello {name},',
  'published.text': '{event} is now public. Anybody with this address can see it:',
  'published.reason': 'You get this mail because you may publish events of {organisation}.',
} as const satisfies Messages;
