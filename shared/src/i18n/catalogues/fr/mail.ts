import type { Translation } from '../../messages.js';
import type { mail as english } from '../en/mail.js';

export const mail = {
  'published.subject': '{event} est publié',
  'published.greeting': 'Bonjour {name},',
  'published.text': '{event} est désormais public. Toute personne qui connaît cette adresse peut le voir :',
  'published.reason':
    'Vous recevez ce message parce que vous pouvez publier des évènements de {organisation}.',
} as const satisfies Translation<typeof english, 'fr'>;
