import type { Translation } from '../../messages.js';
import type { keys as english } from '../en/portal-keys.js';

export const keys = {
  'keys.title': 'Signaturschlüssel',
  'keys.lead':
    'Ein Code ist echt, wenn einer dieser Schlüssel ihn signiert hat. Das erste Ticket bringt den ersten Schlüssel mit.',
  'keys.number': 'Nummer',
  'keys.tickets': 'Codes im Umlauf',
  'keys.signs': 'Signiert',
  'keys.coming': 'Signiert ab {at}',
  'keys.active': 'Aktiv',
  'keys.listOnly': 'Nur mit Liste',
  'keys.dead': 'Tot',
  'keys.atDoor': 'Am Einlass',
  'keys.activeAtDoor': 'Seine Codes sind echt; ohne Zeile gelten sie so, wie die Liste Fremde behandelt.',
  'keys.comingAtDoor': 'Die Telefone erfahren jetzt davon. Noch kein Ticket hat einen Code von ihm.',
  'keys.listOnlyAtDoor': 'Nur Codes, die genau so auf der Liste stehen, gelten.',
  'keys.deadAtDoor': 'Jeder seiner Codes wird abgelehnt. Wer drinnen ist, darf hinaus.',
  'keys.rotate': 'Neuer Schlüssel',
  'keys.rotateTitle': 'Einen neuen Schlüssel einführen?',
  'keys.rotateText':
    'Die Telefone erfahren jetzt davon, und in einem Tag signiert er neue Tickets. Codes des jetzigen Schlüssels gelten weiter. Eine Veranstaltung hat höchstens 16 Schlüssel. Übrig: {left}.',
  'keys.rotated': 'Die Telefone erfahren vom neuen Schlüssel. Er signiert in einem Tag.',
  'keys.leak': 'Schlüssel bekannt geworden',
  'keys.leakTitle': 'Sofort mit einem neuen Schlüssel signieren?',
  'keys.leakText':
    'Tun Sie das, wenn andere den jetzigen Schlüssel kennen könnten. Der neue signiert sofort, und von den alten gelten nur Codes auf der Liste. Der Preis: Ein Telefon, das seit vorher ohne Netz ist, kennt den neuen Schlüssel nicht und behandelt seine Codes so, wie seine Liste Fremde behandelt, bis es abgleicht. Übrige Schlüssel: {left}.',
  'keys.leaked': 'Ab jetzt signiert ein neuer Schlüssel.',
  'keys.setAside': 'Zurückstellen',
  'keys.setAsideTitle': 'Diesen Schlüssel zurückstellen?',
  'keys.setAsideText':
    'Nach dem nächsten Abgleich lassen Telefone einen seiner Codes nur ein, wenn genau dieser auf ihrer Liste steht. Neuere und ältere werden abgelehnt. Das lässt sich nicht rückgängig machen.',
  'keys.wasSetAside': 'Der Schlüssel ist zurückgestellt.',
  'keys.kill': 'Für tot erklären',
  'keys.killTitle': 'Diesen Schlüssel für tot erklären?',
  'keys.killText': {
    one: 'Jeder Code, den er signiert hat, wird abgelehnt. Das betrifft ein Ticket, das neu ausgestellt werden muss. Das lässt sich nicht rückgängig machen.',
    other:
      'Jeder Code, den er signiert hat, wird abgelehnt. Das betrifft {count} Tickets, die neu ausgestellt werden müssen. Das lässt sich nicht rückgängig machen.',
  },
  'keys.killed': 'Der Schlüssel ist tot. Seine Codes werden abgelehnt.',
  'doorKey.title': 'Einlassschlüssel',
  'doorKey.lead':
    'Diesem Schlüssel vertrauen die Telefone seit ihrer Kopplung: Er signiert ihre Listen und die Quittungen ihrer Scans.',
  'doorKey.none': 'Das erste Telefon bringt den ersten Schlüssel.',
  'doorKey.current': 'In Gebrauch',
  'doorKey.successor': 'Angekündigt',
  'doorKey.retired': 'Vorher',
  'doorKey.key': 'Schlüssel {number} · {fingerprint} · seit {since}',
  'doorKey.allKnow': 'Jedes Telefon kennt den neuesten Schlüssel.',
  'doorKey.unaware': {
    one: 'Ein Telefon weiß noch nichts vom neuesten Schlüssel',
    other: '{count} Telefone wissen noch nichts vom neuesten Schlüssel',
  },
  'doorKey.beforeChange': 'Jedes braucht einen Abgleich. Wechseln Sie, wenn hier keines mehr steht.',
  'doorKey.inOverlap': 'Sie werden beim nächsten Abgleich zu ihm geführt, solange der Übergang dauert.',
  'doorKey.afterOverlap':
    'Nichts führt sie mehr zu ihm. Zeigen Sie jedem einen Kopplungscode; sie bleiben, welche sie sind, und behalten ihre Scans.',
  'doorKey.lastSync': 'Letzter Abgleich: {at}',
  'doorKey.announce': 'Neuen Schlüssel vorbereiten',
  'doorKey.announceTitle': 'Einen neuen Einlassschlüssel vorbereiten?',
  'doorKey.announceText':
    'Die Telefone erfahren beim nächsten Abgleich vom nächsten Schlüssel. Am Einlass ändert sich nichts. Wechseln Sie, wenn jedes Telefon davon weiß.',
  'doorKey.announceDone': 'Der nächste Schlüssel ist angekündigt.',
  'doorKey.changeOver': 'Wechseln',
  'doorKey.changeOverTitle': 'Ab jetzt mit dem neuen Schlüssel signieren?',
  'doorKey.changeOverText':
    'Ein Telefon, das nichts davon weiß, wird beim nächsten Abgleich zu ihm geführt. Ohne Netz scannt es mit dem weiter, was es hat.',
  'doorKey.changeOverDone': 'Der neue Schlüssel signiert.',
  'doorKey.endOverlap': 'Übergang beenden',
  'doorKey.endOverlapTitle': 'Den Übergang beenden?',
  'doorKey.endOverlapText':
    'Der vorige Schlüssel wird vernichtet. Einem Telefon, das seit dem Wechsel nicht abgeglichen hat, müssen Sie einen Kopplungscode zeigen. Das lässt sich nicht rückgängig machen.',
  'doorKey.endOverlapDone': 'Den vorigen Schlüssel gibt es nicht mehr.',
  'doorKey.replace': 'Schlüssel bekannt geworden',
  'doorKey.replaceTitle': 'Den Einlassschlüssel sofort ersetzen?',
  'doorKey.replaceText':
    'Nur, wenn andere den Schlüssel kennen könnten. Der neue signiert sofort, und jedes Telefon lehnt ab, was kommt, bis Sie ihm einen Kopplungscode zeigen. Bis dahin scannt es mit seiner letzten Liste weiter und behält seine Scans.',
  'doorKey.replaceDone': 'Ein neuer Schlüssel signiert. Zeigen Sie jedem Telefon einen Kopplungscode.',
} as const satisfies Translation<typeof english, 'de'>;
