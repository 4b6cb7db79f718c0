import type { Translation } from '../../messages.js';
import type { mail as english } from '../en/mail.js';

export const mail = {
  'published.subject': '{event} ist veröffentlicht',
  'published.greeting': 'Guten Tag {name},',
  'published.text': '{event} ist jetzt öffentlich. Wer diese Adresse kennt, kann die Veranstaltung sehen:',
  'published.reason':
    'Sie erhalten diese Nachricht, weil Sie Veranstaltungen von {organisation} veröffentlichen dürfen.',
} as const satisfies Translation<typeof english, 'de'>;
