import type { Translation } from '../../messages.js';
import type { mail as english } from '../en/mail.js';

export const mail = {
  'published.subject': '{event} está publicado',
  'published.greeting': 'Hola, {name}:',
  'published.text': '{event} ya es público. Cualquiera que tenga esta dirección puede verlo:',
  'published.reason': 'Recibe este mensaje porque puede publicar eventos de {organisation}.',
  'caught.title': 'Correo retenido',
  'caught.lead': 'Nada sale de este equipo: todo el correo llega aquí.',
  'caught.empty': 'Todavía no hay correo. Publique un evento y llegará uno.',
  'caught.to': 'Para',
  'caught.all': 'Todo el correo',
} as const satisfies Translation<typeof english, 'es'>;
