import type { Translation } from '../../messages.js';
import type { scanner as english } from '../en/scanner.js';

export const scanner = {
  title: 'Controllo ingressi',
  'unpaired.title': 'Questo telefono non è ancora abbinato',
  'unpaired.text':
    'Un telefono appartiene a un varco quando un organizzatore lo abbina nel portale Gatehouse. Fino ad allora non può leggere biglietti, ma puoi prepararlo.',
  'ready.title': 'Questo telefono è pronto?',
  'ready.all': 'Tutto è pronto',
  'ready.some': {
    one: 'Una cosa richiede uno sguardo',
    many: '{count} di cose richiedono uno sguardo',
    other: '{count} cose richiedono uno sguardo',
  },
  'ready.checking': 'Controllo in corso …',
  'ready.good': 'Bene',
  'ready.attention': 'Attenzione',
  'ready.bad': 'Non pronto',
  'ready.unknown': 'Non noto',
  'ready.again': 'Controlla di nuovo',
  'installed.name': 'Installato come app',
  'installed.good': 'Lo scanner funziona come un’app a sé.',
  'installed.attention':
    'Funziona in una scheda, i cui dati il sistema può cancellare. Installalo dal menu del browser: «Aggiungi alla schermata Home» o «Installa app».',
  'installed.action': 'Installa',
  'offline.name': 'Funziona senza rete',
  'offline.good': 'Tutta l’app è conservata su questo telefono.',
  'offline.attention': 'L’app si sta ancora salvando su questo telefono. Lasciala aperta un momento.',
  'offline.bad':
    'Questo browser non conserva l’app. Aprila via https in Chrome, Safari o Firefox, e non in una finestra privata.',
  'storage.name': 'Memoria protetta',
  'storage.good': 'Il sistema non cancella da solo i dati di questa app.',
  'storage.attention': 'Il sistema può cancellare i dati se manca spazio. Chiedigli di proteggerli.',
  'storage.refused': 'Per ora il browser ha rifiutato. Installa l’app, usala per un po’ e chiedi di nuovo.',
  'storage.bad': 'Questo browser non può proteggere i dati. Usane un altro.',
  'storage.action': 'Proteggi i dati',
  'camera.name': 'Fotocamera',
  'camera.good': 'La fotocamera si può usare.',
  'camera.attention':
    'La fotocamera legge i codici sui biglietti. Le immagini restano su questo telefono. Ora il browser te lo chiederà una volta.',
  'camera.bad': 'La fotocamera è bloccata. Consentila per questo sito nelle impostazioni del browser.',
  'camera.none': 'Nessuna fotocamera trovata. Va bene anche un lettore manuale collegato.',
  'camera.action': 'Consenti la fotocamera',
  'server.name': 'Server e orologio',
  'server.good': 'Il server risponde e l’orologio di questo telefono è giusto.',
  'server.clock': {
    one: 'L’orologio di questo telefono è sfasato di {count} secondo. Attiva data e ora automatiche nelle impostazioni.',
    many: 'L’orologio di questo telefono è sfasato di {count} di secondi. Attiva data e ora automatiche nelle impostazioni.',
    other:
      'L’orologio di questo telefono è sfasato di {count} secondi. Attiva data e ora automatiche nelle impostazioni.',
  },
  'server.bad': 'Il server non risponde. Per leggere i biglietti non serve; per l’abbinamento sì.',
  'battery.name': 'Batteria',
  'battery.good': 'Al {percent} %.',
  'battery.attention': 'Al {percent} %. Caricala prima dell’apertura delle porte.',
  'battery.bad': 'Al {percent} %. Caricala adesso.',
  'battery.unknown': 'Questo browser non lo dice. Controlla tu la batteria.',
  'update.title': 'È pronta una nuova versione',
  'update.text': 'Ci vuole un secondo. Nulla di ciò che è su questo telefono va perso.',
  'update.now': 'Aggiorna ora',
  'update.later': 'Più tardi',
} as const satisfies Translation<typeof english, 'it'>;
