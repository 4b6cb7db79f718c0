import type { Translation } from '../../messages.js';
import type { attendee as english } from '../en/attendee.js';

export const attendee = {
  'front.title': 'Des événements à portée de porte',
  'front.lead': 'Choisissez un organisateur pour voir son programme.',
  'front.empty': 'Aucun organisateur n’a encore publié d’événement',
  'front.emptyHint': 'Revenez bientôt.',
  'front.organisers': 'Organisateurs',
  'organisation.title': 'Événements de {organisation}',
  'organisation.upcoming': 'À l’affiche',
  'organisation.count': {
    one: '{count} événement',
    many: '{count} d’événements',
    other: '{count} événements',
  },
  'organisation.empty': 'Rien n’est annoncé pour le moment',
  'organisation.emptyHint': 'Dès que {organisation} publie un événement, il apparaît ici.',
  'event.begins': 'Début',
  'event.ends': 'Fin',
  'event.admission': 'Ouverture des portes',
  'event.place': 'Lieu',
  'event.by': 'par {organisation}',
  'event.zone': 'Toutes les heures sont celles du lieu de l’événement ({zone}).',
  'event.tickets': 'Billets',
  'event.noTickets': 'Les billets ne sont pas encore annoncés.',
  'event.all': 'Tous les événements de {organisation}',
  'event.summary': '{date} · {place}',
  'missing.title': 'Cette page n’existe pas',
  'missing.text': 'L’événement est peut-être passé, ou le lien est mal saisi.',
  'missing.home': 'Vers l’accueil',
  'footer.made': 'Billets et entrées avec Gatehouse',
} as const satisfies Translation<typeof english, 'fr'>;
