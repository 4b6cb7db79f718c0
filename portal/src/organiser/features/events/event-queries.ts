import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { changeOne, createOne, readOne, readPage } from '../../../api/request.js';
import type { Event, EventStatus, Named } from './event-model.js';

export const eventsQuery = infiniteQueryOptions({
  queryKey: ['events'],
  queryFn: ({ pageParam }) => readPage<Event>('/events', pageParam),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: ({ page }) => page.next ?? undefined,
});

export function eventQuery(eventId: string) {
  return queryOptions({ queryKey: ['event', eventId], queryFn: () => readOne<Event>(`/events/${eventId}`) });
}

/** What hangs below an event and has a name. */
export type Part = 'ticket-types' | 'zones' | 'gates' | 'access-lists';

export function partsQuery(eventId: string, part: Part) {
  return queryOptions({
    queryKey: ['event', eventId, part],
    queryFn: async () => (await readPage<Named>(`/events/${eventId}/${part}`, undefined)).data,
  });
}

export type EventFields = Pick<Event, 'name' | 'place' | 'timeZone' | 'admissionAt' | 'startsAt' | 'endsAt'>;

export function createEvent(fields: EventFields, key: string): Promise<Event> {
  return createOne('/events', fields, key);
}

export function changeEvent(eventId: string, fields: EventFields): Promise<Event> {
  return changeOne('PATCH', `/events/${eventId}`, fields);
}

export function changeStatus(eventId: string, status: EventStatus): Promise<Event> {
  return changeOne('PUT', `/events/${eventId}/status`, { status });
}
