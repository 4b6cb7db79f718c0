import type { Translation } from '../../messages.js';
import type { attendee as english } from '../en/attendee.js';

export const attendee = {
  'front.title': 'Eventos a las puertas',
  'front.lead': 'Elige un organizador para ver su programación.',
  'front.empty': 'Ningún organizador ha publicado un evento todavía',
  'front.emptyHint': 'Vuelve pronto.',
  'front.organisers': 'Organizadores',
  'organisation.title': 'Eventos de {organisation}',
  'organisation.upcoming': 'Programación',
  'organisation.count': { one: '{count} evento', many: '{count} de eventos', other: '{count} eventos' },
  'organisation.empty': 'No hay nada anunciado por ahora',
  'organisation.emptyHint': 'En cuanto {organisation} publique un evento, aparecerá aquí.',
  'event.begins': 'Empieza',
  'event.ends': 'Termina',
  'event.admission': 'Apertura de puertas',
  'event.place': 'Lugar',
  'event.by': 'por {organisation}',
  'event.zone': 'Todas las horas son las del lugar del evento ({zone}).',
  'event.tickets': 'Entradas',
  'event.noTickets': 'Las entradas aún no se han anunciado.',
  'event.all': 'Todos los eventos de {organisation}',
  'event.summary': '{date} · {place}',
  'missing.title': 'Esta página no existe',
  'missing.text': 'Puede que el evento haya terminado o que el enlace esté mal escrito.',
  'missing.home': 'Ir al inicio',
  'footer.made': 'Entradas y accesos con Gatehouse',
} as const satisfies Translation<typeof english, 'es'>;
