import type { Translation } from '../../messages.js';
import type { attendee as english } from '../en/attendee.js';

export const attendee = {
  'front.title': 'Eventi alle porte',
  'front.lead': 'Scegli un organizzatore per vedere il programma.',
  'front.empty': 'Nessun organizzatore ha ancora pubblicato un evento',
  'front.emptyHint': 'Torna presto.',
  'front.organisers': 'Organizzatori',
  'organisation.title': 'Eventi di {organisation}',
  'organisation.upcoming': 'In programma',
  'organisation.count': { one: '{count} evento', many: '{count} di eventi', other: '{count} eventi' },
  'organisation.empty': 'Al momento non è annunciato nulla',
  'organisation.emptyHint': 'Appena {organisation} pubblica un evento, compare qui.',
  'event.begins': 'Inizia',
  'event.ends': 'Finisce',
  'event.admission': 'Apertura porte',
  'event.place': 'Luogo',
  'event.by': 'di {organisation}',
  'event.zone': 'Tutti gli orari sono quelli del luogo dell’evento ({zone}).',
  'event.tickets': 'Biglietti',
  'event.noTickets': 'I biglietti non sono ancora annunciati.',
  'event.all': 'Tutti gli eventi di {organisation}',
  'event.summary': '{date} · {place}',
  'missing.title': 'Questa pagina non esiste',
  'missing.text': 'L’evento potrebbe essere finito, o il link è scritto male.',
  'missing.home': 'Alla pagina iniziale',
  'footer.made': 'Biglietti e ingressi con Gatehouse',
} as const satisfies Translation<typeof english, 'it'>;
