import type { Translation } from '../../messages.js';
import type { start as english } from '../en/scanner-start.js';

export const start = {
  'profile.steward': 'Control',
  'profile.stewardText': 'Escanea y pregunta a un supervisor antes de ir contra la lista.',
  'profile.supervisor': 'Supervisor',
  'profile.supervisorText': 'Escanea y puede admitir contra la lista, con un motivo.',
  'profile.kiosk': 'Quiosco',
  'profile.kioskText': 'Está solo: la gente acerca sus códigos. Solo se sale con el PIN.',
  'install.title': 'Guarda el escáner en este teléfono',
  'install.ios':
    'Toca el símbolo de compartir, un cuadrado con una flecha, y luego «Añadir a pantalla de inicio». Abre el escáner desde ahí: así sus datos están seguros.',
  'install.offer': 'Como aplicación arranca antes y el sistema no borra sus datos.',
  'install.later': 'Ahora no',
  'pair.typeOrLink': '¿Sin cámara? Escribe el código o pega el enlace',
  'pair.codeOrLink': 'Código o enlace',
  'pair.codeHint': 'Diez caracteres que el portal muestra junto a la imagen. Mayúsculas y guion no importan.',
  'pair.neither': 'No es ni un código de diez caracteres ni un enlace de vinculación.',
  'pair.slow': 'Se han probado demasiados códigos desde aquí. Espera un minuto e inténtalo de nuevo.',
  'help.camera.iosApp':
    'Abre los Ajustes del teléfono, luego Apps, Safari, Cámara, y elige Permitir. Cierra el escáner y ábrelo de nuevo.',
  'help.camera.ios': 'Toca el símbolo junto a la dirección, luego Ajustes del sitio web, Cámara, Permitir.',
  'help.camera.androidApp':
    'Mantén pulsado el icono del escáner, luego Información, Permisos, Cámara, Permitir.',
  'help.camera.android': 'Toca el símbolo junto a la dirección, luego Permisos, Cámara, Permitir.',
  'help.camera.other':
    'Haz clic en la cámara o el candado junto a la dirección y permite la cámara para este sitio.',
  'help.camera.meanwhile': 'Mientras tanto los códigos se pueden escribir o leer con un lector de mano.',
  'help.storage.title': 'Este navegador no guarda nada',
  'help.storage.why':
    'El escáner debe guardar su lista y cada escaneo en el teléfono. Aquí no puede, así que no empieza.',
  'help.storage.private': 'Sal de la ventana privada: abre la dirección en una normal.',
  'help.storage.ios': 'En Ajustes, Apps, Safari, Avanzado, desactiva «Bloquear todas las cookies».',
  'help.storage.android':
    'En los ajustes del navegador, Configuración de sitios, Datos de sitios en el dispositivo, permite guardar datos.',
  'help.storage.other': 'En los ajustes del navegador, permite que este sitio guarde cookies y datos.',
  'help.storage.space': 'Si el teléfono está lleno, libera espacio.',
  'kiosk.hold': 'Acerca tu código a la cámara',
  'kiosk.askStaff': 'Pregunta al personal, por favor',
  'kiosk.staff': 'Personal',
  'kiosk.title': 'Salir del quiosco',
  'kiosk.pin': 'PIN',
  'kiosk.leave': 'Salir',
  'kiosk.wrong': 'Ese no es el PIN.',
  'kiosk.noPin': 'El organizador no ha fijado un PIN para este evento. Se fija en el portal, en Teléfonos.',
  'kiosk.wait': 'Demasiados intentos fallidos. Inténtalo en {seconds} s.',
} as const satisfies Translation<typeof english, 'es'>;
