import type { Translation } from '../../messages.js';
import type { start as english } from '../en/scanner-start.js';

export const start = {
  'profile.steward': 'Controllo',
  'profile.stewardText': 'Scansiona e chiede a un supervisore prima di andare contro la lista.',
  'profile.supervisor': 'Supervisore',
  'profile.supervisorText': 'Scansiona e può far entrare contro la lista, con un motivo.',
  'profile.kiosk': 'Chiosco',
  'profile.kioskText': 'Sta da solo: le persone mostrano il codice. Si esce solo con il PIN.',
  'install.title': 'Tieni lo scanner su questo telefono',
  'install.ios':
    'Tocca il simbolo di condivisione, un quadrato con una freccia, poi «Aggiungi alla schermata Home». Apri lo scanner da lì: così i dati sono al sicuro.',
  'install.offer': 'Come app parte prima e il sistema non ne cancella i dati.',
  'install.later': 'Non ora',
  'pair.typeOrLink': 'Niente fotocamera? Digita il codice o incolla il link',
  'pair.codeOrLink': 'Codice o link',
  'pair.codeHint':
    'Dieci caratteri che il portale mostra accanto all’immagine. Maiuscole e trattino non contano.',
  'pair.neither': 'Non è né un codice di dieci caratteri né un link di abbinamento.',
  'pair.slow': 'Troppi codici provati da qui. Aspetta un minuto e riprova.',
  'help.camera.iosApp':
    'Apri le Impostazioni del telefono, poi App, Safari, Fotocamera, e scegli Consenti. Chiudi lo scanner e riaprilo.',
  'help.camera.ios':
    'Tocca il simbolo accanto all’indirizzo, poi Impostazioni sito web, Fotocamera, Consenti.',
  'help.camera.androidApp':
    'Tieni premuta l’icona dello scanner, poi Info app, Autorizzazioni, Fotocamera, Consenti.',
  'help.camera.android': 'Tocca il simbolo accanto all’indirizzo, poi Autorizzazioni, Fotocamera, Consenti.',
  'help.camera.other':
    'Fai clic sulla fotocamera o sul lucchetto accanto all’indirizzo e consenti la fotocamera per questo sito.',
  'help.camera.meanwhile': 'Fino ad allora i codici si possono digitare o leggere con un lettore.',
  'help.storage.title': 'Questo browser non conserva nulla',
  'help.storage.why':
    'Lo scanner deve conservare la lista e ogni scansione sul telefono. Qui non può, quindi non comincia.',
  'help.storage.private': 'Esci dalla finestra privata: apri l’indirizzo in una normale.',
  'help.storage.ios': 'In Impostazioni, App, Safari, Avanzate, disattiva «Blocca tutti i cookie».',
  'help.storage.android':
    'Nelle impostazioni del browser, Impostazioni sito, Dati dei siti sul dispositivo, consenti di salvare i dati.',
  'help.storage.other': 'Nelle impostazioni del browser, consenti a questo sito di conservare cookie e dati.',
  'help.storage.space': 'Se il telefono è pieno, libera spazio.',
  'kiosk.hold': 'Mostra il codice alla fotocamera',
  'kiosk.askStaff': 'Chiedi al personale, per favore',
  'kiosk.staff': 'Personale',
  'kiosk.title': 'Esci dal chiosco',
  'kiosk.pin': 'PIN',
  'kiosk.leave': 'Esci',
  'kiosk.wrong': 'Questo non è il PIN.',
  'kiosk.noPin':
    'L’organizzatore non ha impostato un PIN per questo evento. Si imposta nel portale, in Telefoni.',
  'kiosk.wait': 'Troppi tentativi errati. Riprova tra {seconds} s.',
} as const satisfies Translation<typeof english, 'it'>;
