import type { Translation } from '../../messages.js';
import type { common as english } from '../en/common.js';

export const common = {
  brand: 'Gatehouse',
  skip: 'Aller au contenu',
  menu: 'Menu',
  navigation: 'Navigation principale',
  cancel: 'Annuler',
  close: 'Fermer',
  'colour.other': 'Autre couleur',
  tryAgain: 'Réessayer',
  loading: 'Chargement …',
  loadMore: 'Afficher plus',
  allShown: {
    one: 'Une entrée, c’est tout',
    many: '{count} d’entrées, c’est tout',
    other: '{count} entrées, c’est tout',
  },
  optional: 'facultatif',
  language: 'Langue',
  'theme.label': 'Apparence',
  'theme.system': 'Comme sur cet appareil',
  'theme.light': 'Clair',
  'theme.dark': 'Sombre',
  'form.errors': {
    one: 'Une saisie est à revoir',
    many: '{count} de saisies sont à revoir',
    other: '{count} saisies sont à revoir',
  },
  'verdict.admit': 'Laisser entrer',
  'verdict.refuse': 'Refuser',
  'verdict.already': 'Déjà entré',
  'verdict.confirm': 'À vérifier',
  'verdict.exit': 'Sortie',
  'verdict.check': 'Valide',
  'verdict.unrecorded': 'NON ENREGISTRÉ',
  'verdict.undone': 'Annulé',
} as const satisfies Translation<typeof english, 'fr'>;
