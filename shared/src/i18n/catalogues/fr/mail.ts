import type { Translation } from '../../messages.js';
import type { mail as english } from '../en/mail.js';

export const mail = {
  'published.subject': '{event} est publié',
  'published.greeting': 'Bonjour {name},',
  'published.text': '{event} est désormais public. Toute personne qui connaît cette adresse peut le voir :',
  'published.reason':
    'Vous recevez ce message parce que vous pouvez publier des évènements de {organisation}.',
  'caught.title': 'Courrier intercepté',
  'caught.lead': 'Rien ne quitte cette machine : tout le courrier arrive ici.',
  'caught.empty': 'Aucun courrier pour l’instant. Publiez un évènement et il en arrivera un.',
  'caught.to': 'À',
  'caught.all': 'Tout le courrier',
} as const satisfies Translation<typeof english, 'fr'>;
