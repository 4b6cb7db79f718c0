import type { Messages } from '../../messages.js';

/** What Gatehouse writes by mail. */
export const mail = {
  'published.subject': '{event} is published',
  'published.greeting': 'Hello {name},',
  'published.text': '{event} is now public. Anybody with this address can see it:',
  'published.reason': 'You get this mail because you may publish events of {organisation}.',
  'caught.title': 'Caught mail',
  'caught.lead': 'Nothing leaves this machine: mail to anybody lands here.',
  'caught.empty': 'No mail yet. Publish an event and one arrives.',
  'caught.to': 'To',
  'caught.all': 'All mail',
} as const satisfies Messages;
