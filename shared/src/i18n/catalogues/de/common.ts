import type { Translation } from '../../messages.js';
import type { common as english } from '../en/common.js';

export const common = {
  brand: 'Gatehouse',
  skip: 'Zum Inhalt springen',
  menu: 'Menü',
  navigation: 'Hauptnavigation',
  cancel: 'Abbrechen',
  close: 'Schließen',
  'colour.other': 'Andere Farbe',
  tryAgain: 'Erneut versuchen',
  loading: 'Wird geladen …',
  loadMore: 'Mehr laden',
  allShown: { one: 'Ein Eintrag, das ist alles', other: '{count} Einträge, das ist alles' },
  optional: 'freiwillig',
  language: 'Sprache',
  'theme.label': 'Darstellung',
  'theme.system': 'Wie auf diesem Gerät',
  'theme.light': 'Hell',
  'theme.dark': 'Dunkel',
  'form.errors': {
    one: 'Eine Angabe braucht Ihre Aufmerksamkeit',
    other: '{count} Angaben brauchen Ihre Aufmerksamkeit',
  },
  'verdict.admit': 'Einlassen',
  'verdict.refuse': 'Abweisen',
  'verdict.already': 'Schon drin',
  'verdict.confirm': 'Erst fragen',
  'verdict.exit': 'Hinaus',
  'verdict.check': 'Gültig',
  'verdict.unrecorded': 'NICHT GESPEICHERT',
  'verdict.undone': 'Zurückgenommen',
} as const satisfies Translation<typeof english, 'de'>;
