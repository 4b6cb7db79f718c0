import type { Translation } from '../../messages.js';
import type { mail as english } from '../en/mail.js';

export const mail = {
  'published.subject': '{event} è pubblicato',
  'published.greeting': 'Buongiorno {name},',
  'published.text': '{event} è ora pubblico. Chiunque conosca questo indirizzo può vederlo:',
  'published.reason': 'Riceve questo messaggio perché può pubblicare gli eventi di {organisation}.',
  'ticket.subject': 'Il Suo biglietto per {event}',
  'tickets.subject': 'I Suoi biglietti per {event}',
  'ticket.greeting': 'Buongiorno,',
  'ticket.lead': 'Ecco il Suo biglietto per {event}.',
  'tickets.lead': 'Ecco i Suoi biglietti per {event}.',
  'ticket.show': 'Mostri il codice all’ingresso, sul telefono o stampato. Funziona anche senza rete.',
  'ticket.personal': 'Entra chi mostra per primo questo codice: non lo condivida.',
  'ticket.open': 'Apri il biglietto',
  'ticket.code': 'Codice QR del biglietto; da digitare: {code}',
  'ticket.shortCode': 'Codice da digitare',
  'ticket.changes':
    'Il codice di questo biglietto cambia ogni 30 secondi e si trova solo sulla sua pagina. La apra una volta sul telefono prima di venire; all’ingresso funziona senza rete. Carta e schermate vengono rifiutate.',
  'ticket.changesSomewhere':
    'Alcuni varchi accettano solo il codice che cambia. Apra la pagina di questo biglietto sul telefono prima di venire.',
  'ticket.attachedChanging': 'In allegato: i dati in PDF e un appuntamento per il calendario.',
  'ticket.when': 'Quando',
  'ticket.admission': 'Apertura porte',
  'ticket.where': 'Dove',
  'ticket.type': 'Tipo di biglietto',
  'ticket.seat': 'Posto',
  'ticket.order': 'Ordine',
  'ticket.number': 'Biglietto {number} di {total}',
  'ticket.attached': 'In allegato: il biglietto in PDF da stampare e un appuntamento per il calendario.',
  'tickets.attached':
    'In allegato: tutti i biglietti in PDF da stampare e un appuntamento per il calendario.',
  'tickets.rest': {
    one: 'Un altro biglietto è nel PDF allegato.',
    many: 'Altri {count} di biglietti sono nel PDF allegato.',
    other: 'Altri {count} biglietti sono nel PDF allegato.',
  },
  'ticket.reason':
    'Riceve questo messaggio perché {organisation} ha emesso un biglietto per questo indirizzo.',
  'caught.title': 'Posta intercettata',
  'caught.lead': 'Nulla lascia questo computer: tutta la posta arriva qui.',
  'caught.empty': 'Ancora nessuna posta. Pubblichi un evento e ne arriverà una.',
  'caught.to': 'A',
  'caught.all': 'Tutta la posta',
  'caught.attachments': 'Allegati',
} as const satisfies Translation<typeof english, 'it'>;
