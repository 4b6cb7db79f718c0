import type { Translation } from '../../messages.js';
import type { errors as english } from '../en/errors.js';

export const errors = {
  'entry.required': 'Questo dato è necessario.',
  'entry.tooShort': {
    one: 'Almeno un carattere.',
    many: 'Almeno {count} di caratteri.',
    other: 'Almeno {count} caratteri.',
  },
  'entry.tooLong': {
    one: 'Al massimo un carattere.',
    many: 'Al massimo {count} di caratteri.',
    other: 'Al massimo {count} caratteri.',
  },
  'entry.tooSmall': 'Non meno di {limit}.',
  'entry.tooLarge': 'Non più di {limit}.',
  'entry.email': 'Un indirizzo e-mail è fatto come name@example.org.',
  'entry.date': 'Indica una data e un’ora.',
  'entry.number': 'Indica un numero.',
  'entry.choice': 'Scegli uno dei valori proposti.',
  'entry.times': 'L’apertura delle porte non può seguire l’inizio, e la fine deve venire dopo.',
  'entry.other': 'Controlla questo dato.',
  'answer.offline':
    'Il server non è raggiungibile. Quello che hai scritto è ancora qui; riprova quando hai una connessione.',
  'answer.invalid': 'Alcuni dati non sono stati accettati. Non è stato ancora salvato nulla.',
  'answer.signInFailed': 'Questo indirizzo e-mail e questa password non corrispondono.',
  'answer.locked': 'Troppi tentativi falliti per questo indirizzo. Riprova tra un quarto d’ora.',
  'answer.signedOut': 'La sessione è terminata. Accedi di nuovo per continuare.',
  'answer.forbidden':
    'Il tuo ruolo non lo permette. Un amministratore della tua organizzazione può cambiarlo.',
  'answer.notFound': 'Non esiste, oppure appartiene a un’altra organizzazione.',
  'answer.conflict': 'Nel frattempo qualcun altro l’ha modificato. Ricarica e ripeti la modifica.',
  'answer.tooLarge': 'È troppo grande per essere inviato.',
  'answer.tooMany': 'Troppi tentativi in poco tempo. Aspetta un minuto e riprova.',
  'answer.server': 'Qualcosa non ha funzionato da parte nostra. Nulla è andato perso; riprova.',
  'answer.reference': 'Se chiedi aiuto, indica questo riferimento: {reference}',
} as const satisfies Translation<typeof english, 'it'>;
