import type { Translation } from '../../messages.js';
import type { mail as english } from '../en/mail.js';

export const mail = {
  'published.subject': '{event} è pubblicato',
  'published.greeting': 'Buongiorno {name},',
  'published.text': '{event} è ora pubblico. Chiunque conosca questo indirizzo può vederlo:',
  'published.reason': 'Riceve questo messaggio perché può pubblicare gli eventi di {organisation}.',
  'caught.title': 'Posta intercettata',
  'caught.lead': 'Nulla lascia questo computer: tutta la posta arriva qui.',
  'caught.empty': 'Ancora nessuna posta. Pubblichi un evento e ne arriverà una.',
  'caught.to': 'A',
  'caught.all': 'Tutta la posta',
} as const satisfies Translation<typeof english, 'it'>;
