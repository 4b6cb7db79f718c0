import type { Translation } from '../../messages.js';
import type { mail as english } from '../en/mail.js';

export const mail = {
  'published.subject': '{event} ist veröffentlicht',
  'published.greeting': 'Guten Tag {name},',
  'published.text': '{event} ist jetzt öffentlich. Wer diese Adresse kennt, kann die Veranstaltung sehen:',
  'published.reason':
    'Sie erhalten diese Nachricht, weil Sie Veranstaltungen von {organisation} veröffentlichen dürfen.',
  'caught.title': 'Abgefangene E-Mails',
  'caught.lead': 'Nichts verlässt diesen Rechner: Jede E-Mail landet hier.',
  'caught.empty': 'Noch keine E-Mail. Veröffentlichen Sie eine Veranstaltung, dann kommt eine.',
  'caught.to': 'An',
  'caught.all': 'Alle E-Mails',
} as const satisfies Translation<typeof english, 'de'>;
