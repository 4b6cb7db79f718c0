import type { Translation } from '../../messages.js';
import type { mail as english } from '../en/mail.js';

export const mail = {
  'published.subject': '{event} ist veröffentlicht',
  'published.greeting': 'Guten Tag {name},',
  'published.text': '{event} ist jetzt öffentlich. Wer diese Adresse kennt, kann die Veranstaltung sehen:',
  'published.reason':
    'Sie erhalten diese Nachricht, weil Sie Veranstaltungen von {organisation} veröffentlichen dürfen.',
  'ticket.subject': 'Ihr Ticket für {event}',
  'tickets.subject': 'Ihre Tickets für {event}',
  'ticket.greeting': 'Guten Tag,',
  'ticket.lead': 'Hier ist Ihr Ticket für {event}.',
  'tickets.lead': 'Hier sind Ihre Tickets für {event}.',
  'ticket.show':
    'Zeigen Sie den Code am Einlass vor, auf dem Handy oder ausgedruckt. Er funktioniert auch ohne Netz.',
  'ticket.personal': 'Wer diesen Code zuerst vorzeigt, kommt hinein. Geben Sie ihn deshalb nicht weiter.',
  'ticket.open': 'Ticket öffnen',
  'ticket.code': 'QR-Code des Tickets; zum Eintippen: {code}',
  'ticket.shortCode': 'Code zum Eintippen',
  'ticket.changes':
    'Der Code dieses Tickets wechselt alle 30 Sekunden und steht nur auf seiner Seite. Öffnen Sie die Seite vorher einmal auf Ihrem Handy; am Einlass geht sie ohne Netz. Papier und Bildschirmfotos werden abgewiesen.',
  'ticket.changesSomewhere':
    'Manche Eingänge nehmen nur den wechselnden Code. Öffnen Sie die Seite dieses Tickets vorher auf Ihrem Handy.',
  'ticket.attachedChanging': 'Im Anhang: die Angaben als PDF und ein Eintrag für Ihren Kalender.',
  'ticket.when': 'Wann',
  'ticket.admission': 'Einlass',
  'ticket.where': 'Wo',
  'ticket.type': 'Ticketart',
  'ticket.seat': 'Platz',
  'ticket.order': 'Bestellung',
  'ticket.number': 'Ticket {number} von {total}',
  'ticket.attached': 'Im Anhang: das Ticket als PDF zum Ausdrucken und ein Eintrag für Ihren Kalender.',
  'tickets.attached': 'Im Anhang: alle Tickets als PDF zum Ausdrucken und ein Eintrag für Ihren Kalender.',
  'tickets.rest': {
    one: 'Ein weiteres Ticket steht im angehängten PDF.',
    other: '{count} weitere Tickets stehen im angehängten PDF.',
  },
  'ticket.reason':
    'Sie erhalten diese Nachricht, weil {organisation} ein Ticket für diese Adresse ausgestellt hat.',
  'caught.title': 'Abgefangene E-Mails',
  'caught.lead': 'Nichts verlässt diesen Rechner: Jede E-Mail landet hier.',
  'caught.empty': 'Noch keine E-Mail. Veröffentlichen Sie eine Veranstaltung, dann kommt eine.',
  'caught.to': 'An',
  'caught.all': 'Alle E-Mails',
  'caught.attachments': 'Anhänge',
} as const satisfies Translation<typeof english, 'de'>;
