import type { Translation } from '../../messages.js';
import type { scanner as english } from '../en/scanner.js';

export const scanner = {
  title: 'Escáner',
  'unpaired.title': 'Este teléfono aún no está vinculado',
  'unpaired.text':
    'Un teléfono pertenece a un acceso cuando un organizador lo vincula en el portal de Gatehouse. Hasta entonces no puede escanear entradas, pero puedes prepararlo.',
  'ready.title': '¿Está listo este teléfono?',
  'ready.all': 'Todo está listo',
  'ready.some': {
    one: 'Una cosa necesita un vistazo',
    many: '{count} de cosas necesitan un vistazo',
    other: '{count} cosas necesitan un vistazo',
  },
  'ready.checking': 'Comprobando …',
  'ready.good': 'Bien',
  'ready.attention': 'Atención',
  'ready.bad': 'No está listo',
  'ready.unknown': 'No se sabe',
  'ready.again': 'Comprobar de nuevo',
  'installed.name': 'Instalado como aplicación',
  'installed.good': 'El escáner funciona como una aplicación propia.',
  'installed.attention':
    'Funciona en una pestaña, cuyos datos el sistema puede borrar. Instálalo desde el menú del navegador: «Añadir a pantalla de inicio» o «Instalar aplicación».',
  'installed.action': 'Instalar',
  'offline.name': 'Funciona sin red',
  'offline.good': 'Toda la aplicación está guardada en este teléfono.',
  'offline.attention': 'La aplicación aún se está guardando en este teléfono. Déjala abierta un momento.',
  'offline.bad':
    'Este navegador no guarda la aplicación. Ábrela por https en Chrome, Safari o Firefox, y no en una ventana privada.',
  'storage.name': 'Almacenamiento protegido',
  'storage.good': 'El sistema no borra por sí solo los datos de esta aplicación.',
  'storage.attention': 'El sistema puede borrar los datos si falta espacio. Pídele que los proteja.',
  'storage.refused':
    'El navegador se negó por ahora. Instala la aplicación, úsala un tiempo y vuelve a pedirlo.',
  'storage.bad': 'Este navegador no puede proteger los datos. Usa otro.',
  'storage.action': 'Proteger los datos',
  'camera.name': 'Cámara',
  'camera.good': 'La cámara se puede usar.',
  'camera.attention':
    'La cámara lee los códigos de las entradas. Las imágenes se quedan en este teléfono. El navegador te preguntará ahora una vez.',
  'camera.bad': 'La cámara está bloqueada. Permítela para este sitio en los ajustes del navegador.',
  'camera.none': 'No se encontró ninguna cámara. También sirve un lector de mano conectado.',
  'camera.action': 'Permitir la cámara',
  'server.name': 'Servidor y reloj',
  'server.good': 'El servidor responde y el reloj de este teléfono es correcto.',
  'server.clock': {
    one: 'El reloj de este teléfono se desvía {count} segundo. Activa la fecha y hora automáticas en los ajustes.',
    many: 'El reloj de este teléfono se desvía {count} de segundos. Activa la fecha y hora automáticas en los ajustes.',
    other:
      'El reloj de este teléfono se desvía {count} segundos. Activa la fecha y hora automáticas en los ajustes.',
  },
  'server.bad': 'El servidor no responde. Escanear funciona sin él; vincular, no.',
  'battery.name': 'Batería',
  'battery.good': 'Al {percent} %.',
  'battery.attention': 'Al {percent} %. Cárgala antes de que abran las puertas.',
  'battery.bad': 'Al {percent} %. Cárgala ahora.',
  'battery.unknown': 'Este navegador no lo dice. Mira tú mismo la batería.',
  'update.title': 'Hay una versión nueva',
  'update.text': 'Tarda un segundo. No se pierde nada de lo guardado en este teléfono.',
  'update.now': 'Actualizar ahora',
  'update.later': 'Más tarde',
} as const satisfies Translation<typeof english, 'es'>;
