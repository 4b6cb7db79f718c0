import type { Translation } from '../../messages.js';
import type { start as english } from '../en/scanner-start.js';

export const start = {
  'profile.steward': 'Einlass',
  'profile.stewardText': 'Scannt und fragt die Aufsicht, bevor es gegen die Liste geht.',
  'profile.supervisor': 'Aufsicht',
  'profile.supervisorText': 'Scannt und darf gegen die Liste einlassen, mit einem Grund.',
  'profile.kiosk': 'Kiosk',
  'profile.kioskText': 'Steht allein: Die Leute halten ihre Codes davor. Verlassen wird er nur mit der PIN.',
  'install.title': 'Den Scanner auf diesem Telefon behalten',
  'install.ios':
    'Auf das Teilen-Symbol tippen, ein Quadrat mit Pfeil, dann „Zum Home-Bildschirm“. Öffnen Sie den Scanner von dort: Dann sind seine Daten sicher.',
  'install.offer': 'Als App startet er schneller, und das System löscht seine Daten nicht.',
  'install.later': 'Nicht jetzt',
  'pair.typeOrLink': 'Keine Kamera? Code eintippen oder Link einfügen',
  'pair.codeOrLink': 'Code oder Link',
  'pair.codeHint':
    'Zehn Zeichen, die das Portal neben dem Bild zeigt. Groß, klein und Bindestrich sind egal.',
  'pair.neither': 'Das ist weder ein Kopplungscode aus zehn Zeichen noch ein Kopplungslink.',
  'pair.slow': 'Von hier wurden zu viele Codes versucht. Eine Minute warten, dann erneut versuchen.',
  'help.camera.iosApp':
    'Öffnen Sie die Einstellungen des Telefons, dann Apps, Safari, Kamera, und wählen Sie „Erlauben“. Den Scanner schließen und neu öffnen.',
  'help.camera.ios': 'Auf das Symbol neben der Adresse tippen, dann Website-Einstellungen, Kamera, Erlauben.',
  'help.camera.androidApp':
    'Das Symbol des Scanners gedrückt halten, dann App-Info, Berechtigungen, Kamera, Zulassen.',
  'help.camera.android': 'Auf das Symbol neben der Adresse tippen, dann Berechtigungen, Kamera, Zulassen.',
  'help.camera.other':
    'Auf die Kamera oder das Schloss neben der Adresse klicken und die Kamera für diese Seite erlauben.',
  'help.camera.meanwhile': 'Bis dahin lassen sich Codes eintippen oder mit einem Handscanner lesen.',
  'help.storage.title': 'Dieser Browser bewahrt nichts auf',
  'help.storage.why':
    'Der Scanner muss seine Liste und jeden Scan auf dem Telefon behalten. Hier darf er es nicht, darum beginnt er nicht.',
  'help.storage.private': 'Verlassen Sie das private Fenster: Öffnen Sie die Adresse in einem normalen.',
  'help.storage.ios':
    'Schalten Sie in den Einstellungen unter Apps, Safari, Erweitert „Alle Cookies blockieren“ aus.',
  'help.storage.android':
    'Erlauben Sie in den Einstellungen des Browsers unter Website-Einstellungen, Websitedaten auf dem Gerät, das Speichern.',
  'help.storage.other':
    'Erlauben Sie dieser Seite in den Einstellungen des Browsers, Cookies und Daten zu behalten.',
  'help.storage.space': 'Ist das Telefon voll, schaffen Sie etwas Platz.',
  'kiosk.hold': 'Halten Sie Ihren Code vor die Kamera',
  'kiosk.askStaff': 'Bitte fragen Sie das Personal',
  'kiosk.staff': 'Personal',
  'kiosk.title': 'Kiosk verlassen',
  'kiosk.pin': 'PIN',
  'kiosk.leave': 'Verlassen',
  'kiosk.wrong': 'Das ist nicht die PIN.',
  'kiosk.noPin':
    'Der Veranstalter hat für diese Veranstaltung keine PIN gesetzt. Das geht im Portal unter Telefone.',
  'kiosk.wait': 'Zu viele falsche Versuche. Erneut in {seconds} s.',
} as const satisfies Translation<typeof english, 'de'>;
