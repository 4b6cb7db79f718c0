import type { Translation } from '../../messages.js';
import type { mail as english } from '../en/mail.js';

export const mail = {
  'published.subject': '{event} est publié',
  'published.greeting': 'Bonjour {name},',
  'published.text': '{event} est désormais public. Toute personne qui connaît cette adresse peut le voir :',
  'published.reason':
    'Vous recevez ce message parce que vous pouvez publier des évènements de {organisation}.',
  'ticket.subject': 'Votre billet pour {event}',
  'tickets.subject': 'Vos billets pour {event}',
  'ticket.greeting': 'Bonjour,',
  'ticket.lead': 'Voici votre billet pour {event}.',
  'tickets.lead': 'Voici vos billets pour {event}.',
  'ticket.show': 'Présentez le code à l’entrée, sur votre téléphone ou imprimé. Il fonctionne sans réseau.',
  'ticket.personal': 'La première personne qui présente ce code entre : gardez-le pour vous.',
  'ticket.open': 'Ouvrir le billet',
  'ticket.code': 'Code QR du billet ; à saisir : {code}',
  'ticket.shortCode': 'Code à saisir',
  'ticket.changes':
    'Le code de ce billet change toutes les 30 secondes et ne se trouve que sur sa page. Ouvrez-la une fois sur votre téléphone avant de venir ; à l’entrée, elle fonctionne sans réseau. Le papier et les captures d’écran sont refusés.',
  'ticket.changesSomewhere':
    'Certains accès n’acceptent que le code qui change. Ouvrez la page de ce billet sur votre téléphone avant de venir.',
  'ticket.attachedChanging': 'En pièces jointes : les informations en PDF et une entrée pour votre agenda.',
  'ticket.when': 'Quand',
  'ticket.admission': 'Ouverture des portes',
  'ticket.where': 'Où',
  'ticket.type': 'Type de billet',
  'ticket.seat': 'Place',
  'ticket.order': 'Commande',
  'ticket.number': 'Billet {number} sur {total}',
  'ticket.attached': 'En pièces jointes : le billet en PDF à imprimer et une entrée pour votre agenda.',
  'tickets.attached':
    'En pièces jointes : tous les billets en PDF à imprimer et une entrée pour votre agenda.',
  'tickets.rest': {
    one: 'Un autre billet se trouve dans le PDF joint.',
    many: '{count} d’autres billets se trouvent dans le PDF joint.',
    other: '{count} autres billets se trouvent dans le PDF joint.',
  },
  'ticket.reason': 'Vous recevez ce message parce que {organisation} a émis un billet pour cette adresse.',
  'caught.title': 'Courrier intercepté',
  'caught.lead': 'Rien ne quitte cette machine : tout le courrier arrive ici.',
  'caught.empty': 'Aucun courrier pour l’instant. Publiez un évènement et il en arrivera un.',
  'caught.to': 'À',
  'caught.all': 'Tout le courrier',
  'caught.attachments': 'Pièces jointes',
} as const satisfies Translation<typeof english, 'fr'>;
