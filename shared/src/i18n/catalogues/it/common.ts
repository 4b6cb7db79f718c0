import type { Translation } from '../../messages.js';
import type { common as english } from '../en/common.js';

export const common = {
  brand: 'Gatehouse',
  skip: 'Vai al contenuto',
  menu: 'Menu',
  navigation: 'Navigazione principale',
  cancel: 'Annulla',
  close: 'Chiudi',
  'colour.other': 'Altro colore',
  tryAgain: 'Riprova',
  loading: 'Caricamento …',
  loadMore: 'Carica altro',
  allShown: { one: 'Una voce, è tutto', many: '{count} di voci, è tutto', other: '{count} voci, è tutto' },
  optional: 'facoltativo',
  language: 'Lingua',
  'theme.label': 'Aspetto',
  'theme.system': 'Come su questo dispositivo',
  'theme.light': 'Chiaro',
  'theme.dark': 'Scuro',
  'form.errors': {
    one: 'Un dato richiede attenzione',
    many: '{count} di dati richiedono attenzione',
    other: '{count} dati richiedono attenzione',
  },
  'verdict.admit': 'Fai entrare',
  'verdict.refuse': 'Rifiuta',
  'verdict.already': 'Già dentro',
  'verdict.confirm': 'Chiedi prima',
  'verdict.exit': 'Uscita',
  'verdict.check': 'Valido',
  'verdict.unrecorded': 'NON REGISTRATO',
} as const satisfies Translation<typeof english, 'it'>;
