import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, bodyOf } from '../../../api/client.js';
import type { Event, EventChanges, EventStatus, NewEvent } from './event-model.js';

const eventPath = '/api/v1/events/{eventId}';

function pathOf(eventId: string) {
  return { params: { path: { eventId } } };
}

/** Everything that is known of lists of events is read again below this key. */
export const eventsKey = ['events'] as const;

/** By their start, with one row for each series: its first date. A pass is found with the dates of its series. */
export const eventsQuery = infiniteQueryOptions({
  queryKey: ['events', 'all'],
  queryFn: ({ pageParam }) => {
    const query = { together: true, ...(pageParam === undefined ? {} : { after: pageParam }) };
    return bodyOf(api.GET('/api/v1/events', { params: { query } }));
  },
  initialPageParam: undefined as string | undefined,
  getNextPageParam: ({ page }) => page.next ?? undefined,
});

const hourMs = 3_600_000;

/**
 * The next events that are still on or to come.
 * @param now rounded to the hour, so that drawing a page again asks for nothing new
 */
export function comingQuery(now: Date, limit: number) {
  const from = new Date(Math.floor(now.getTime() / hourMs) * hourMs).toISOString();
  return queryOptions({
    queryKey: ['events', 'coming', from, limit],
    queryFn: async () =>
      (await bodyOf(api.GET('/api/v1/events', { params: { query: { from, limit } } }))).data,
  });
}

export function eventQuery(eventId: string) {
  return queryOptions({
    queryKey: ['event', eventId],
    queryFn: async () => (await bodyOf(api.GET(eventPath, pathOf(eventId)))).data,
  });
}

/** A repeated `key` creates nothing twice: the server answers what it answered the first time. */
export async function createEvent(body: NewEvent, key: string): Promise<Event> {
  const headers = { 'idempotency-key': key };
  return (await bodyOf(api.POST('/api/v1/events', { body, headers }))).data;
}

export async function changeEvent(eventId: string, body: EventChanges): Promise<Event> {
  return (await bodyOf(api.PATCH(eventPath, { ...pathOf(eventId), body }))).data;
}

export async function changeStatus(eventId: string, status: EventStatus): Promise<Event> {
  const call = api.PUT('/api/v1/events/{eventId}/status', { ...pathOf(eventId), body: { status } });
  return (await bodyOf(call)).data;
}
