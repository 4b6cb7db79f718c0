import type { Translation } from '../../messages.js';
import type { scanner as english } from '../en/scanner.js';

export const scanner = {
  title: 'Scanner',
  'unpaired.title': 'Dieses Telefon ist noch nicht gekoppelt',
  'unpaired.text':
    'Ein Telefon gehört zu einem Eingang, sobald ein Veranstalter es im Gatehouse-Portal koppelt. Bis dahin kann es keine Tickets scannen, aber Sie können es vorbereiten.',
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
} as const satisfies Translation<typeof english, 'de'>;
