import type { Translation } from '../../messages.js';
import type { keys as english } from '../en/portal-keys.js';

export const keys = {
  'keys.title': 'Claves de firma',
  'keys.lead':
    'Un código es auténtico si lo firmó una de estas claves. La primera entrada trae la primera clave.',
  'keys.number': 'Número',
  'keys.tickets': 'Entradas',
  'keys.signs': 'Firma',
  'keys.coming': 'Firma desde {at}',
  'keys.active': 'Activa',
  'keys.listOnly': 'Solo lista',
  'keys.dead': 'Anulada',
  'keys.atDoor': 'En la puerta',
  'keys.activeAtDoor': 'Sus códigos son auténticos; sin fila valen según trate la lista a los desconocidos.',
  'keys.comingAtDoor': 'Los teléfonos la conocen desde ahora. Ninguna entrada tiene aún un código suyo.',
  'keys.listOnlyAtDoor': 'Solo valen los códigos que figuran en la lista exactamente así.',
  'keys.deadAtDoor': 'Se rechaza todo código suyo. Quien está dentro puede salir.',
  'keys.rotate': 'Clave nueva',
  'keys.rotateTitle': '¿Introducir una clave nueva?',
  'keys.rotateText':
    'Los teléfonos la conocen desde ahora, y dentro de un día firma las entradas nuevas. Los códigos de la clave actual siguen valiendo. Un evento tiene como máximo 16 claves. Quedan: {left}.',
  'keys.rotated': 'Los teléfonos ya conocen la clave nueva. Firma dentro de un día.',
  'keys.leak': 'Clave filtrada',
  'keys.leakTitle': '¿Firmar con una clave nueva de inmediato?',
  'keys.leakText':
    'Hazlo cuando otros puedan conocer la clave actual. La nueva firma de inmediato, y de las antiguas solo valen los códigos de la lista. El precio: un teléfono sin red desde antes no conoce la clave nueva y trata sus códigos como su lista trata a los desconocidos, hasta que sincronice. Claves restantes: {left}.',
  'keys.leaked': 'Desde ahora firma una clave nueva.',
  'keys.setAside': 'Apartar',
  'keys.setAsideTitle': '¿Apartar esta clave?',
  'keys.setAsideText':
    'Tras su próxima sincronización, los teléfonos solo admiten un código suyo si figura exactamente en su lista. Los más nuevos y los más antiguos se rechazan. No se puede deshacer.',
  'keys.wasSetAside': 'La clave quedó apartada.',
  'keys.kill': 'Anular',
  'keys.killTitle': '¿Anular esta clave?',
  'keys.killText': {
    one: 'Se rechaza todo código que firmó. Afecta a una entrada, que hay que reemitir. No se puede deshacer.',
    many: 'Se rechaza todo código que firmó. Afecta a {count} entradas, que hay que reemitir. No se puede deshacer.',
    other:
      'Se rechaza todo código que firmó. Afecta a {count} entradas, que hay que reemitir. No se puede deshacer.',
  },
  'keys.killed': 'La clave está anulada. Sus códigos se rechazan.',
  'doorKey.title': 'Clave de la puerta',
  'doorKey.lead':
    'Los teléfonos confían en esta clave desde que se vincularon: firma sus listas y los recibos de sus lecturas.',
  'doorKey.none': 'El primer teléfono trae la primera clave.',
  'doorKey.current': 'En uso',
  'doorKey.successor': 'Anunciada',
  'doorKey.retired': 'Anterior',
  'doorKey.key': 'Clave {number} · {fingerprint} · desde {since}',
  'doorKey.allKnow': 'Todos los teléfonos conocen la clave más nueva.',
  'doorKey.unaware': {
    one: 'Un teléfono aún no conoce la clave más nueva',
    many: '{count} de teléfonos aún no conocen la clave más nueva',
    other: '{count} teléfonos aún no conocen la clave más nueva',
  },
  'doorKey.beforeChange': 'Cada uno necesita una sincronización. Cambia cuando no quede ninguno aquí.',
  'doorKey.inOverlap': 'Se les lleva a ella en su próxima sincronización, mientras dure la transición.',
  'doorKey.afterOverlap':
    'Ya nada les lleva a ella. Muestra a cada uno un código de vinculación; siguen siendo los mismos y conservan sus lecturas.',
  'doorKey.lastSync': 'Última sincronización: {at}',
  'doorKey.announce': 'Preparar una clave nueva',
  'doorKey.announceTitle': '¿Preparar una clave nueva de la puerta?',
  'doorKey.announceText':
    'Los teléfonos conocen la próxima clave en su próxima sincronización. En la puerta no cambia nada. Cambia cuando todos la conozcan.',
  'doorKey.announceDone': 'La próxima clave está anunciada.',
  'doorKey.changeOver': 'Cambiar',
  'doorKey.changeOverTitle': '¿Firmar con la clave nueva desde ahora?',
  'doorKey.changeOverText':
    'A un teléfono que no la conozca se le lleva a ella en su próxima sincronización. Sin red sigue leyendo con lo que tiene.',
  'doorKey.changeOverDone': 'Firma la clave nueva.',
  'doorKey.endOverlap': 'Terminar la transición',
  'doorKey.endOverlapTitle': '¿Terminar la transición?',
  'doorKey.endOverlapText':
    'La clave anterior se destruye. A un teléfono que no se haya sincronizado desde el cambio hay que mostrarle un código de vinculación. No se puede deshacer.',
  'doorKey.endOverlapDone': 'La clave anterior ya no existe.',
  'doorKey.replace': 'Clave filtrada',
  'doorKey.replaceTitle': '¿Sustituir la clave de la puerta de inmediato?',
  'doorKey.replaceText':
    'Solo cuando otros puedan conocer la clave. La nueva firma de inmediato, y cada teléfono rechaza lo que llega hasta que le muestres un código de vinculación. Mientras tanto sigue leyendo con su última lista y conserva sus lecturas.',
  'doorKey.replaceDone': 'Firma una clave nueva. Muestra a cada teléfono un código de vinculación.',
} as const satisfies Translation<typeof english, 'es'>;
