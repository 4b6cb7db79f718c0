import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, bodyOf } from '../../../api/client.js';
import type { Event, EventFields, EventStatus } from './event-model.js';

const eventPath = '/api/v1/events/{eventId}';

function pathOf(eventId: string) {
  return { params: { path: { eventId } } };
}

export const eventsQuery = infiniteQueryOptions({
  queryKey: ['events'],
  queryFn: ({ pageParam }) => {
    const query = pageParam === undefined ? {} : { after: pageParam };
    return bodyOf(api.GET('/api/v1/events', { params: { query } }));
  },
  initialPageParam: undefined as string | undefined,
  getNextPageParam: ({ page }) => page.next ?? undefined,
});

export function eventQuery(eventId: string) {
  return queryOptions({
    queryKey: ['event', eventId],
    queryFn: async () => (await bodyOf(api.GET(eventPath, pathOf(eventId)))).data,
  });
}

/** What hangs below an event and has a name. */
export type Part = 'ticket-types' | 'zones' | 'gates' | 'access-lists';

export function partsQuery(eventId: string, part: Part) {
  return queryOptions({
    queryKey: ['event', eventId, part],
    queryFn: async () => (await bodyOf(api.GET(`${eventPath}/${part}`, pathOf(eventId)))).data,
  });
}

/** A repeated `key` creates nothing twice: the server answers what it answered the first time. */
export async function createEvent(body: EventFields, key: string): Promise<Event> {
  const headers = { 'idempotency-key': key };
  return (await bodyOf(api.POST('/api/v1/events', { body, headers }))).data;
}

export async function changeEvent(eventId: string, body: EventFields): Promise<Event> {
  return (await bodyOf(api.PATCH(eventPath, { ...pathOf(eventId), body }))).data;
}

export async function changeStatus(eventId: string, status: EventStatus): Promise<Event> {
  const call = api.PUT('/api/v1/events/{eventId}/status', { ...pathOf(eventId), body: { status } });
  return (await bodyOf(call)).data;
}
