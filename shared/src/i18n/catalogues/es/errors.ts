import type { Translation } from '../../messages.js';
import type { errors as english } from '../en/errors.js';

export const errors = {
  'entry.required': 'Este dato es necesario.',
  'entry.tooShort': {
    one: 'Al menos un carácter.',
    many: 'Al menos {count} de caracteres.',
    other: 'Al menos {count} caracteres.',
  },
  'entry.tooLong': {
    one: 'Un carácter como máximo.',
    many: '{count} de caracteres como máximo.',
    other: '{count} caracteres como máximo.',
  },
  'entry.tooSmall': 'No menos de {limit}.',
  'entry.tooLarge': 'No más de {limit}.',
  'entry.email': 'Una dirección de correo es como name@example.org.',
  'entry.date': 'Indica una fecha y una hora.',
  'entry.number': 'Indica un número.',
  'entry.choice': 'Elige uno de los valores ofrecidos.',
  'entry.times': 'La apertura de puertas no puede ser posterior al inicio, y el final debe venir después.',
  'entry.other': 'Revisa este dato.',
  'answer.offline':
    'No se llega al servidor. Lo que escribiste sigue aquí; inténtalo de nuevo cuando tengas conexión.',
  'answer.invalid': 'Algunos datos no se aceptaron. Todavía no se ha guardado nada.',
  'answer.signInFailed': 'Esta dirección de correo y esta contraseña no coinciden.',
  'answer.locked':
    'Demasiados intentos fallidos con esta dirección. Inténtalo de nuevo en un cuarto de hora.',
  'answer.signedOut': 'Se ha cerrado tu sesión. Inicia sesión de nuevo para seguir.',
  'answer.forbidden': 'Tu rol no lo permite. Un administrador de tu organización puede cambiarlo.',
  'answer.notFound': 'Esto no existe o pertenece a otra organización.',
  'answer.conflict': 'Alguien lo cambió mientras tanto. Vuelve a cargarlo y repite tu cambio.',
  'answer.tooLarge': 'Es demasiado grande para enviarse.',
  'answer.tooMany': 'Demasiados intentos en poco tiempo. Espera un minuto e inténtalo de nuevo.',
  'answer.server': 'Algo falló por nuestra parte. No se perdió nada; inténtalo de nuevo.',
  'answer.reference': 'Si pides ayuda, indica esta referencia: {reference}',
} as const satisfies Translation<typeof english, 'es'>;
