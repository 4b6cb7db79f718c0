import type { Translation } from '../../messages.js';
import type { keys as english } from '../en/portal-keys.js';

export const keys = {
  'keys.title': 'Chiavi di firma',
  'keys.lead':
    'Un codice è autentico se una di queste chiavi lo ha firmato. Il primo biglietto porta la prima chiave.',
  'keys.number': 'Numero',
  'keys.tickets': 'Biglietti',
  'keys.signs': 'Firma',
  'keys.coming': 'Firma da {at}',
  'keys.active': 'Attiva',
  'keys.listOnly': 'Solo elenco',
  'keys.dead': 'Non valida',
  'keys.atDoor': 'All’ingresso',
  'keys.activeAtDoor':
    'I suoi codici sono autentici; senza riga valgono come l’elenco tratta gli sconosciuti.',
  'keys.comingAtDoor': 'I telefoni ne vengono informati ora. Nessun biglietto ha ancora un suo codice.',
  'keys.listOnlyAtDoor': 'Valgono solo i codici che sono in elenco esattamente così.',
  'keys.deadAtDoor': 'Ogni suo codice viene rifiutato. Chi è dentro può uscire.',
  'keys.rotate': 'Nuova chiave',
  'keys.rotateTitle': 'Introdurre una nuova chiave?',
  'keys.rotateText':
    'I telefoni ne vengono informati ora, e tra un giorno firma i nuovi biglietti. I codici della chiave attuale restano validi. Un evento ha al massimo 16 chiavi. Rimaste: {left}.',
  'keys.rotated': 'I telefoni vengono informati della nuova chiave. Firma tra un giorno.',
  'keys.leak': 'Chiave trapelata',
  'keys.leakTitle': 'Firmare subito con una nuova chiave?',
  'keys.leakText':
    'Da fare quando altri possono conoscere la chiave attuale. La nuova firma subito, e delle vecchie valgono solo i codici in elenco. Il prezzo: un telefono senza rete da prima non conosce la nuova chiave e tratta i suoi codici come il suo elenco tratta gli sconosciuti, finché non si sincronizza. Chiavi rimaste: {left}.',
  'keys.leaked': 'Da ora firma una nuova chiave.',
  'keys.setAside': 'Metti da parte',
  'keys.setAsideTitle': 'Mettere da parte questa chiave?',
  'keys.setAsideText':
    'Dopo la prossima sincronizzazione i telefoni ammettono un suo codice solo se il loro elenco ha esattamente questo. I più recenti e i più vecchi vengono rifiutati. Non si può annullare.',
  'keys.wasSetAside': 'La chiave è messa da parte.',
  'keys.kill': 'Invalida',
  'keys.killTitle': 'Invalidare questa chiave?',
  'keys.killText': {
    one: 'Ogni codice che ha firmato viene rifiutato. Riguarda un biglietto, da riemettere. Non si può annullare.',
    many: 'Ogni codice che ha firmato viene rifiutato. Riguarda {count} biglietti, da riemettere. Non si può annullare.',
    other:
      'Ogni codice che ha firmato viene rifiutato. Riguarda {count} biglietti, da riemettere. Non si può annullare.',
  },
  'keys.killed': 'La chiave non vale più. I suoi codici vengono rifiutati.',
  'doorKey.title': 'Chiave dell’ingresso',
  'doorKey.lead':
    'I telefoni si fidano di questa chiave da quando sono stati abbinati: firma i loro elenchi e le ricevute delle loro scansioni.',
  'doorKey.none': 'Il primo telefono porta la prima chiave.',
  'doorKey.current': 'In uso',
  'doorKey.successor': 'Annunciata',
  'doorKey.retired': 'Precedente',
  'doorKey.key': 'Chiave {number} · {fingerprint} · da {since}',
  'doorKey.allKnow': 'Ogni telefono conosce la chiave più recente.',
  'doorKey.unaware': {
    one: 'Un telefono non conosce ancora la chiave più recente',
    many: '{count} di telefoni non conoscono ancora la chiave più recente',
    other: '{count} telefoni non conoscono ancora la chiave più recente',
  },
  'doorKey.beforeChange': 'A ciascuno serve una sincronizzazione. Cambia quando qui non ne resta nessuno.',
  'doorKey.inOverlap': 'Vi vengono condotti alla prossima sincronizzazione, finché dura la transizione.',
  'doorKey.afterOverlap':
    'Nulla li conduce più ad essa. Mostra a ciascuno un codice di abbinamento; restano quelli che sono e conservano le scansioni.',
  'doorKey.lastSync': 'Ultima sincronizzazione: {at}',
  'doorKey.announce': 'Prepara una nuova chiave',
  'doorKey.announceTitle': 'Preparare una nuova chiave dell’ingresso?',
  'doorKey.announceText':
    'I telefoni vengono a sapere della prossima chiave alla prossima sincronizzazione. All’ingresso non cambia nulla. Cambia quando tutti la conoscono.',
  'doorKey.announceDone': 'La prossima chiave è annunciata.',
  'doorKey.changeOver': 'Cambia',
  'doorKey.changeOverTitle': 'Firmare da ora con la nuova chiave?',
  'doorKey.changeOverText':
    'Un telefono che non la conosce vi viene condotto alla prossima sincronizzazione. Senza rete continua con quello che ha.',
  'doorKey.changeOverDone': 'La nuova chiave firma.',
  'doorKey.endOverlap': 'Termina la transizione',
  'doorKey.endOverlapTitle': 'Terminare la transizione?',
  'doorKey.endOverlapText':
    'La chiave precedente viene distrutta. A un telefono che non si è sincronizzato dopo il cambio bisogna mostrare un codice di abbinamento. Non si può annullare.',
  'doorKey.endOverlapDone': 'La chiave precedente non esiste più.',
  'doorKey.replace': 'Chiave trapelata',
  'doorKey.replaceTitle': 'Sostituire subito la chiave dell’ingresso?',
  'doorKey.replaceText':
    'Solo quando altri possono conoscere la chiave. La nuova firma subito, e ogni telefono rifiuta ciò che arriva finché non gli mostri un codice di abbinamento. Nel frattempo continua con il suo ultimo elenco e conserva le scansioni.',
  'doorKey.replaceDone': 'Firma una nuova chiave. Mostra a ogni telefono un codice di abbinamento.',
} as const satisfies Translation<typeof english, 'it'>;
