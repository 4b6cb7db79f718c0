import type { Translation } from '../../messages.js';
import type { errors as english } from '../en/errors.js';

export const errors = {
  'entry.required': 'Diese Angabe fehlt.',
  'entry.tooShort': { one: 'Bitte mindestens ein Zeichen.', other: 'Bitte mindestens {count} Zeichen.' },
  'entry.tooLong': { one: 'Höchstens ein Zeichen.', other: 'Höchstens {count} Zeichen.' },
  'entry.tooSmall': 'Bitte nicht weniger als {limit}.',
  'entry.tooLarge': 'Bitte nicht mehr als {limit}.',
  'entry.email': 'Eine E-Mail-Adresse sieht aus wie name@example.org.',
  'entry.date': 'Bitte geben Sie Datum und Uhrzeit an.',
  'entry.number': 'Bitte geben Sie eine Zahl an.',
  'entry.choice': 'Bitte wählen Sie einen der angebotenen Werte.',
  'entry.times': 'Der Einlass darf nicht nach dem Beginn liegen, und das Ende muss danach kommen.',
  'entry.tooMany': 'Höchstens {limit} können gewählt werden.',
  'entry.window': 'Das Ende muss nach dem Anfang liegen.',
  'entry.nameTaken': 'Dieser Name ist in dieser Veranstaltung vergeben. Bitte wählen Sie einen anderen.',
  'entry.slugTaken': 'Eine andere Veranstaltung hat diese Adresse. Bitte wählen Sie eine andere.',
  'entry.sameZone': 'Ein Eingang führt von einem Bereich in einen anderen; diese beiden sind gleich.',
  'entry.unknownZone': 'Diesen Bereich gibt es nicht mehr. Wählen Sie einen anderen.',
  'entry.unknownGate': 'Einen dieser Eingänge gibt es nicht mehr. Wählen Sie neu.',
  'entry.rule': 'Eine Bedingung ist nicht vollständig oder nennt etwas, das diese Veranstaltung nicht hat.',
  'entry.needsOptions': 'Geben Sie mindestens eine Möglichkeit an.',
  'entry.optionEmpty': 'Eine Möglichkeit ist leer. Füllen Sie sie aus oder entfernen Sie sie.',
  'entry.optionsTwice': 'Zwei Möglichkeiten sind gleich.',
  'entry.outOfRange': 'Diese Zahl ist hier nicht möglich.',
  'entry.notWhole': 'Bitte geben Sie eine ganze Zahl an.',
  'entry.belowMin': 'Das Größte darf nicht unter dem Kleinsten liegen.',
  'entry.unknownList': 'Eine dieser Zutrittslisten gibt es nicht mehr. Wählen Sie neu.',
  'entry.unknownType': 'Eine dieser Ticketarten gibt es nicht mehr. Wählen Sie neu.',
  'entry.externalIdTaken': 'Ein anderes Ticket dieser Veranstaltung hat diese Kennung.',
  'entry.wrongParent':
    'Ein Ticket kann nur Zusatz zu einem anderen Ticket dieser Veranstaltung sein, das selbst kein Zusatz ist.',
  'entry.testParent': 'Ein Testticket und ein echtes Ticket können einander nicht hinzugefügt werden.',
  'entry.hasAddOns': 'Dieses Ticket hat Zusätze und kann darum selbst kein Zusatz sein.',
  'entry.barcodeTaken': 'Ein anderes Ticket dieser Veranstaltung hat einen dieser Barcodes.',
  'entry.wrongBarcode':
    'Einer davon kann kein fremder Barcode sein: Er ist zu lang oder beginnt wie einer von uns.',
  'entry.other': 'Bitte prüfen Sie diese Angabe.',
  'answer.offline':
    'Der Server ist nicht erreichbar. Ihre Eingaben sind noch da; versuchen Sie es erneut, sobald Sie Verbindung haben.',
  'answer.invalid': 'Einige Angaben wurden nicht angenommen. Es wurde noch nichts gespeichert.',
  'answer.signInFailed': 'Diese E-Mail-Adresse und dieses Passwort passen nicht zusammen.',
  'answer.locked':
    'Zu viele fehlgeschlagene Versuche mit dieser Adresse. Versuchen Sie es in einer Viertelstunde erneut.',
  'answer.signedOut': 'Sie wurden abgemeldet. Melden Sie sich wieder an, um weiterzumachen.',
  'answer.forbidden': 'Ihre Rolle erlaubt das nicht. Ein Administrator Ihrer Organisation kann das ändern.',
  'answer.notFound': 'Das gibt es nicht, oder es gehört einer anderen Organisation.',
  'answer.conflict':
    'Jemand anderes hat das inzwischen geändert. Laden Sie es neu und wiederholen Sie Ihre Änderung.',
  'answer.archived':
    'Diese Veranstaltung ist archiviert und lässt sich nicht ändern. Stellen Sie sie zuerst wieder her.',
  'answer.zoneInUse': 'Ein Eingang oder eine Ticketart verwendet diesen Bereich. Ändern Sie das zuerst.',
  'answer.gateInUse': 'Eine Zutrittsliste oder ein Telefon nutzt diesen Eingang. Ändern Sie das zuerst.',
  'answer.readinessRefused': 'Das ist kein Bereitschaftscode eines Telefons dieser Veranstaltung.',
  'answer.phoneRevoked':
    'Ein gesperrtes Telefon bleibt gesperrt. Koppeln Sie es mit einem neuen Code noch einmal.',
  'answer.typeInUse':
    'Eine Zutrittsliste oder eine Frage nennt diese Ticketart. Nehmen Sie sie dort zuerst heraus.',
  'answer.listInUse': 'Eine Frage nennt diese Zutrittsliste. Nehmen Sie sie dort zuerst heraus.',
  'answer.tooManyQuestions': 'Eine Veranstaltung hat höchstens 50 Fragen. Löschen Sie erst eine.',
  'answer.deadKey': 'Der Schlüssel, der diesen Code signiert hat, ist tot. Stellen Sie das Ticket neu aus.',
  'answer.notReissuable':
    'Ein storniertes Ticket bekommt keinen neuen Code. Stellen Sie es zuerst wieder her.',
  'answer.mailedRecently':
    'Eines dieser Tickets wurde vor weniger als einer Minute gesendet. Warten Sie kurz.',
  'answer.unknownTicket': 'Eines davon ist kein gültiges Ticket mehr.',
  'answer.noAddress': 'Es gibt keine E-Mail-Adresse, an die es gehen könnte.',
  'answer.notText': 'Diese Datei ist kein Text. Speichern Sie die Liste als CSV und wählen Sie diese Datei.',
  'answer.emptyList': 'Diese Datei hat keine Zeilen.',
  'answer.tooManyRows':
    'Eine Liste hat höchstens 100.000 Zeilen. Teilen Sie sie und importieren Sie die Teile nacheinander.',
  'answer.tooManyColumns': 'Eine Liste hat höchstens 200 Spalten. Nehmen Sie heraus, was niemand braucht.',
  'answer.keyComing': 'Ein neuer Schlüssel ist den Telefonen schon bekannt und signiert bald.',
  'answer.keyActive': 'Dieser Schlüssel signiert die Tickets. Führen Sie zuerst einen neuen ein.',
  'answer.keyEnded': 'Ein zurückgestellter Schlüssel kommt nicht wieder, und ein toter bleibt tot.',
  'answer.doorKeyMoved': 'Der Einlassschlüssel hat sich inzwischen geändert. Sehen Sie noch einmal nach.',
  'answer.successionOpen':
    'Noch werden Telefone vom einen Einlassschlüssel zum nächsten geführt. Beenden Sie das zuerst.',
  'answer.keysExhausted':
    'Diese Veranstaltung hat alle 16 Schlüssel verbraucht. Einen weiteren kann es nicht geben.',
  'answer.tooLarge': 'Das ist zu groß zum Senden.',
  'answer.tooMany': 'Zu viele Versuche in kurzer Zeit. Warten Sie eine Minute und versuchen Sie es erneut.',
  'answer.server':
    'Bei uns ist etwas fehlgeschlagen. Es ging nichts verloren; bitte versuchen Sie es erneut.',
  'answer.reference': 'Wenn Sie Hilfe brauchen, nennen Sie diese Kennung: {reference}',
} as const satisfies Translation<typeof english, 'de'>;
