import type { Translation } from '../../messages.js';
import type { errors as english } from '../en/errors.js';

export const errors = {
  'entry.required': 'Cette saisie est nécessaire.',
  'entry.tooShort': {
    one: 'Au moins un caractère.',
    many: 'Au moins {count} de caractères.',
    other: 'Au moins {count} caractères.',
  },
  'entry.tooLong': {
    one: 'Un caractère au plus.',
    many: '{count} de caractères au plus.',
    other: '{count} caractères au plus.',
  },
  'entry.tooSmall': 'Pas moins de {limit}.',
  'entry.tooLarge': 'Pas plus de {limit}.',
  'entry.email': 'Une adresse e-mail ressemble à name@example.org.',
  'entry.date': 'Indiquez une date et une heure.',
  'entry.number': 'Indiquez un nombre.',
  'entry.choice': 'Choisissez l’une des valeurs proposées.',
  'entry.times': 'L’ouverture des portes ne peut pas suivre le début, et la fin doit venir après lui.',
  'entry.other': 'Vérifiez cette saisie.',
  'answer.offline': 'Le serveur est injoignable. Votre saisie est conservée ; réessayez une fois connecté.',
  'answer.invalid': 'Certaines saisies n’ont pas été acceptées. Rien n’est encore enregistré.',
  'answer.signInFailed': 'Cette adresse e-mail et ce mot de passe ne correspondent pas.',
  'answer.locked': 'Trop d’essais manqués pour cette adresse. Réessayez dans un quart d’heure.',
  'answer.signedOut': 'Vous avez été déconnecté. Reconnectez-vous pour continuer.',
  'answer.forbidden': 'Votre rôle ne le permet pas. Un administrateur de votre organisation peut le changer.',
  'answer.notFound': 'Cela n’existe pas ou appartient à une autre organisation.',
  'answer.conflict': 'Quelqu’un l’a modifié entre-temps. Rechargez, puis refaites votre modification.',
  'answer.tooLarge': 'C’est trop volumineux pour être envoyé.',
  'answer.tooMany': 'Trop d’essais en peu de temps. Attendez une minute et réessayez.',
  'answer.server': 'Une erreur est survenue chez nous. Rien n’est perdu ; réessayez.',
  'answer.reference': 'Si vous demandez de l’aide, donnez cette référence : {reference}',
} as const satisfies Translation<typeof english, 'fr'>;
