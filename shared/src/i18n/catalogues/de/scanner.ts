import type { Translation } from '../../messages.js';
import type { scanner as english } from '../en/scanner.js';
import { start } from './scanner-start.js';
import { truth } from './scanner-truth.js';

export const scanner = {
  title: 'Scanner',
  'ready.title': 'Ist dieses Telefon bereit?',
  'ready.all': 'Alles ist bereit',
  'ready.some': { one: 'Eine Sache braucht einen Blick', other: '{count} Sachen brauchen einen Blick' },
  'ready.checking': 'Wird geprüft …',
  'ready.good': 'Gut',
  'ready.attention': 'Achtung',
  'ready.bad': 'Nicht bereit',
  'ready.unknown': 'Unbekannt',
  'ready.again': 'Erneut prüfen',
  'installed.name': 'Als App installiert',
  'installed.good': 'Der Scanner läuft als eigene App.',
  'installed.attention':
    'Er läuft in einem Browser-Tab, dessen Daten das System löschen kann. Installieren Sie ihn über das Menü des Browsers: „Zum Home-Bildschirm“ oder „App installieren“.',
  'installed.action': 'Installieren',
  'offline.name': 'Läuft ohne Netz',
  'offline.good': 'Die ganze App liegt auf diesem Telefon.',
  'offline.attention': 'Die App wird noch auf dieses Telefon geladen. Lassen Sie sie einen Moment offen.',
  'offline.bad':
    'Dieser Browser bewahrt die App nicht auf. Öffnen Sie sie über https in Chrome, Safari oder Firefox, nicht in einem privaten Fenster.',
  'storage.name': 'Speicher ist geschützt',
  'storage.good': 'Das System löscht die Daten dieser App nicht von selbst.',
  'storage.attention':
    'Das System kann die Daten löschen, wenn der Platz knapp wird. Bitten Sie es, sie zu schützen.',
  'storage.refused':
    'Der Browser hat vorerst abgelehnt. Installieren Sie die App, benutzen Sie sie eine Weile und fragen Sie dann erneut.',
  'storage.bad': 'Dieser Browser kann die Daten nicht schützen. Nehmen Sie einen anderen.',
  'storage.action': 'Daten schützen',
  'camera.name': 'Kamera',
  'camera.good': 'Die Kamera darf benutzt werden.',
  'camera.attention':
    'Die Kamera liest die Codes auf den Tickets. Bilder bleiben auf diesem Telefon. Der Browser fragt Sie jetzt einmal.',
  'camera.bad':
    'Die Kamera ist gesperrt. Erlauben Sie sie für diese Seite in den Einstellungen des Browsers.',
  'camera.none': 'Keine Kamera gefunden. Ein angeschlossener Handscanner geht auch.',
  'camera.action': 'Kamera erlauben',
  'server.name': 'Server und Uhr',
  'server.good': 'Der Server antwortet, und die Uhr dieses Telefons stimmt.',
  'server.clock': {
    one: 'Die Uhr dieses Telefons weicht um {count} Sekunde ab. Schalten Sie in den Einstellungen die automatische Uhrzeit ein.',
    other:
      'Die Uhr dieses Telefons weicht um {count} Sekunden ab. Schalten Sie in den Einstellungen die automatische Uhrzeit ein.',
  },
  'server.bad': 'Der Server antwortet nicht. Scannen geht ohne ihn, Koppeln nicht.',
  'battery.name': 'Akku',
  'battery.good': 'Bei {percent} %.',
  'battery.attention': 'Bei {percent} %. Laden Sie ihn, bevor die Türen öffnen.',
  'battery.bad': 'Bei {percent} %. Laden Sie ihn jetzt.',
  'battery.unknown': 'Dieser Browser verrät es nicht. Sehen Sie selbst nach dem Akku.',
  'update.title': 'Eine neue Version ist bereit',
  'update.text': 'Das dauert eine Sekunde. Nichts, was auf diesem Telefon liegt, geht verloren.',
  'update.now': 'Jetzt aktualisieren',
  'update.later': 'Später',
  back: 'Zurück',
  'ready.open': 'Telefon prüfen',
  'direction.label': 'Richtung',
  'direction.in': 'Hinein',
  'direction.out': 'Hinaus',
  'direction.check': 'Nur prüfen',
  'shift.title': 'Schichtbeginn',
  'shift.lead': 'Das Wahrscheinliche ist schon gewählt. Es lässt sich jederzeit ändern.',
  'shift.event': 'Veranstaltung',
  'shift.list': 'Einlassliste',
  'shift.gate': 'Tor',
  'shift.anyGate': 'Kein bestimmtes Tor',
  'shift.start': 'Scannen beginnen',
  'shift.change': 'Veranstaltung, Liste oder Tor ändern',
  'shift.noEvent': 'Keine Veranstaltung für dieses Telefon',
  'shift.noEventText': 'Im Portal gibt jemand diesem Telefon unter „Telefone“ eine Veranstaltung.',
  'shift.coming': 'Die Liste dieser Veranstaltung ist unterwegs. Dafür braucht es einmal ein Netz.',
  'shift.noList': 'Diese Veranstaltung hat noch keine Einlassliste. Sie wird im Portal angelegt.',
  'list.loading': 'Die Liste lädt: {percent} %. Sie können schon scannen.',
  'list.progress': 'Laden der Liste',
  'pair.lost':
    'Dieses Telefon kennt den jetzigen Schlüssel des Veranstalters nicht, deshalb kommt nichts Neues an. Öffnen Sie den Kopplungscode, den der Veranstalter zeigt; die Scans bleiben.',
  'list.refused':
    'Eine neuere Liste kam nicht vom Veranstalter und wurde nicht übernommen. Sagen Sie es dem Veranstalter; es geht mit der letzten guten weiter.',
  'verdict.unrecorded':
    'Dieser Scan konnte auf dem Telefon nicht gespeichert werden. Danach niemanden einlassen: noch einmal scannen oder ein anderes Telefon nehmen.',
  'verdict.persons': { one: 'Eine Person', other: '{count} Personen' },
  'verdict.seat': 'Platz {seat}',
  'verdict.order': 'Bestellung {order}',
  'verdict.late': 'Gescannt {at}, kurz bevor die App geschlossen wurde. Der Scan ist gespeichert.',
  'verdict.again': 'Gescannt {at}',
  'verdict.yes': 'Ja',
  'verdict.no': 'Nein',
  'verdict.next': 'Weiter',
  'verdict.choose': 'Welches Ticket?',
  'verdict.codeEnding': 'Code endet auf {code}',
  'conflicts.count': { one: 'Ein Ticket doppelt benutzt', other: '{count} Tickets doppelt benutzt' },
  'conflicts.title': 'Doppelt benutzte Tickets',
  'conflicts.text':
    'Zwei Telefone haben mit demselben Ticket jemanden eingelassen, während sie sich nicht sehen konnten. Der Veranstalter entscheidet; am Tor ist nichts zu tun.',
  'conflicts.ticket': 'Ticket-Nr. {ticket}',
  'conflicts.first': 'Zuerst: {at}, {gate}, Telefon {device}',
  'conflicts.firstElsewhere': 'Zuerst: auf einem anderen Telefon, dessen Scan noch nicht hier ist',
  'conflicts.extra': 'Noch einmal: {at}, {gate}, Telefon {device}',
  'conflicts.unsure': 'Die Uhren sagen nicht sicher, was zuerst war.',
  'conflicts.mine': 'Einer der beiden wurde auf diesem Telefon gescannt.',
  'line.online': 'Verbunden',
  'line.offline': 'Kein Netz; es geht ohne weiter',
  'line.unsent': { one: 'Ein Scan noch nicht gesendet', other: '{count} Scans noch nicht gesendet' },
  'recent.none': 'Hier stehen die letzten Scans.',
  'recent.label': 'Letzte Scans',
  'typed.open': 'Code eintippen',
  'typed.title': 'Einen Code eintippen',
  'typed.label': 'Code auf dem Ticket',
  'typed.hint':
    'Die zwölf Zeichen unter dem Code oder die Nummer eines anderen Strichcodes. Bindestriche und Großschreibung sind gleich.',
  'typed.slip':
    'Ein Zeichen scheint falsch zu sein. Vergleichen Sie mit dem Ticket; das letzte prüft die anderen.',
  'typed.anyway': 'Trotzdem prüfen',
  'typed.check': 'Prüfen',
  'settings.open': 'Mehr',
  'settings.title': 'Dieses Telefon',
  'settings.test': 'So klingt jede Antwort:',
  torch: 'Licht',
  zoom: 'Bild vergrößern',
  'view.label': 'Kamerabild',
  'view.starting': 'Die Kamera startet …',
  'view.ask': 'Die Kamera liest die Codes',
  'view.askText': 'Bilder bleiben auf diesem Telefon. Gleich fragt der Browser; bitte erlauben Sie es.',
  'view.refused': 'Die Kamera ist gesperrt',
  'view.refusedText':
    'Erlauben Sie die Kamera für diese Seite in den Einstellungen des Browsers und versuchen Sie es noch einmal. Bis dahin lassen sich Codes eintippen oder mit einem Handscanner lesen.',
  'view.none': 'Keine Kamera gefunden',
  'view.noneText': 'Codes lassen sich eintippen oder mit einem angeschlossenen Handscanner lesen.',
  'view.busy': 'Die Kamera startet nicht',
  'view.busyText':
    'Vielleicht benutzt sie eine andere App oder ein anderer Tab. Schließen Sie sie und versuchen Sie es noch einmal; Codes lassen sich so lange eintippen.',
  'view.insecure': 'Die Kamera braucht eine sichere Adresse',
  'view.insecureText':
    'Öffnen Sie diese Seite mit einer Adresse, die mit https beginnt. Codes lassen sich so lange eintippen.',
  'view.failing':
    'Der Code-Leser startet nicht. Tippen Sie die Codes ein, oder schließen und öffnen Sie die App.',
  'view.busyMark': 'Der Scan wird gespeichert …',
  'pair.title': 'Dieses Telefon koppeln',
  'pair.text':
    'Im Portal öffnet jemand die Veranstaltung und zeigt unter „Telefone“ einen Code. Er gilt einmal, zehn Minuten lang.',
  'pair.scan': 'Kopplungscode scannen',
  'pair.aim': 'Richten Sie die Kamera auf den Code im Portal.',
  'pair.otherCode': 'Das ist ein anderer Code. Der Kopplungscode steht im Portal unter „Telefone“.',
  'pair.action': 'Koppeln',
  'pair.notALink': 'Das ist kein Kopplungslink. Kopieren Sie ihn ganz aus dem Portal.',
  'pair.expired': 'Dieser Code ist älter als zehn Minuten. Lassen Sie sich im Portal einen neuen zeigen.',
  'pair.used': 'Ein anderes Telefon hat diesen Code benutzt. Lassen Sie sich im Portal einen neuen zeigen.',
  'pair.unknown': 'Der Server kennt diesen Code nicht. Lassen Sie sich im Portal einen neuen zeigen.',
  'pair.offline':
    'Der Server antwortet nicht. Koppeln braucht ein Netz, Scannen nicht. Der Code gilt noch: Versuchen Sie es noch einmal.',
  'pair.refused': 'Der Server hat die Kopplung abgelehnt. Fragen Sie den Veranstalter.',
  'pair.storage':
    'Dieser Browser bewahrt nichts auf, daher lässt sich das Telefon nicht koppeln. Verlassen Sie den privaten Modus oder nehmen Sie einen anderen Browser.',
  'pair.already':
    'Dieses Telefon ist schon gekoppelt. Neu koppeln lässt es sich, nachdem es im Portal gesperrt wurde.',
  'waiting.title': 'Gleich geht es los',
  'waiting.text':
    '„{name}“ ist angemeldet. Der Veranstalter vergleicht diese sechs Zeichen mit dem Portal und bestätigt.',
  'waiting.hint': 'Warten auf den Veranstalter …',
  'waiting.check': 'Jetzt nachsehen',
  'waiting.other': 'Mit einem anderen Code koppeln',
  'revoked.title': 'Dieses Telefon wurde gesperrt',
  'revoked.text':
    'Es scannt nicht mehr. Was es noch hat, geht an den Server, dann wird alles andere gelöscht.',
  'revoked.unsent': {
    one: 'Ein Scan ist noch nicht übergeben. Bringen Sie das Telefon in ein Netz.',
    other: '{count} Scans sind noch nicht übergeben. Bringen Sie das Telefon in ein Netz.',
  },
  'revoked.send': 'Jetzt übergeben',
  'revoked.wiping': 'Wird gelöscht …',
  'revoked.done': 'Alles ist übergeben und gelöscht.',
  'revoked.again': 'Neu koppeln',
  'missing.title': 'Ein Teil der App fehlt',
  'missing.text':
    'Er liegt noch nicht auf diesem Telefon. Verbinden Sie sich mit einem Netz und versuchen Sie es noch einmal; gespeicherte Scans bleiben.',
  'problem.storage':
    'Dieses Telefon kann gerade nichts speichern, daher wird kein Scan festgehalten. Schaffen Sie Platz und öffnen Sie die App neu.',
  'problem.otherTab':
    'Der Scanner ist in einem anderen Tab offen, und nur einer darf scannen. Schließen Sie einen von beiden.',
  'problem.needsUpdate':
    'Der Server spricht eine neuere Version. Öffnen Sie die App einmal mit Netz neu, damit sie sich aktualisiert. Scannen geht weiter.',
  'verdict.before': 'Schon gescannt {at}, kurz bevor die App geschlossen wurde',
  'verdict.forked':
    'Die Daten dieses Telefons wurden auf ein anderes kopiert, daher wird hier nichts mehr gespeichert. Koppeln Sie es neu.',
  'verdict.typingStopped':
    'Zu viele falsche Codes wurden eingetippt. Eintippen ruht eine Minute; die Kamera geht weiter.',
  'verdict.noEvent':
    'Von dieser Veranstaltung ist noch nichts auf dem Telefon, es kann nicht entscheiden. Bringen Sie es in ein Netz.',
  'list.noSecret':
    'Dieses Telefon kann wechselnde Codes noch nicht prüfen. Es braucht einmal Netz; bis dahin fragt es bei ihnen nach.',
  'list.stale': 'Diese Liste ist alt. Es geht weiter; bringen Sie das Telefon bei Gelegenheit in ein Netz.',
  ...start,
  ...truth,
} as const satisfies Translation<typeof english, 'de'>;
