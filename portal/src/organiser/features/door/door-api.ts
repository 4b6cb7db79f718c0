import type { Answer, BodyOf } from '@gatehouse/shared/api';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, bodyOf } from '../../../api/client.js';
import type { AskedFilter } from './asked-filter.js';
import type { Period } from './period.js';

const doorPath = '/api/v1/events/{eventId}/door';
const scansPath = '/api/v1/events/{eventId}/scans';
const conflictsPath = '/api/v1/events/{eventId}/conflicts';
const notePath = '/api/v1/events/{eventId}/conflicts/{scanId}/note';

/** What the door has counted so far. */
export type Door = Answer<typeof doorPath, 'get'>;
export type Scan = Answer<typeof scansPath, 'get'>[number];
export type Conflict = Answer<typeof conflictsPath, 'get'>[number];
export type ConflictNote = BodyOf<typeof notePath, 'put'>;
export type ConflictState = 'open' | 'noted' | 'cleared';

/** How often the page asks by itself, for where no live connection gets through. */
export const fallbackMs = 30_000;
const scansPerPage = 50;

export function figuresKey(eventId: string) {
  return ['event', eventId, 'door', 'figures'] as const;
}

export function conflictsKey(eventId: string) {
  return ['event', eventId, 'door', 'conflicts'] as const;
}

/** @param period of the quarter hours; without an end it lasts until now */
export function figuresQuery(eventId: string, period: Period) {
  return queryOptions({
    queryKey: [...figuresKey(eventId), period],
    queryFn: async () =>
      (await bodyOf(api.GET(doorPath, { params: { path: { eventId }, query: period } }))).data,
    refetchInterval: fallbackMs,
  });
}

export function conflictsQuery(eventId: string, state: ConflictState) {
  return infiniteQueryOptions({
    queryKey: [...conflictsKey(eventId), state],
    queryFn: ({ pageParam }) => {
      const query = { state, ...(pageParam === undefined ? {} : { after: pageParam }) };
      return bodyOf(api.GET(conflictsPath, { params: { path: { eventId }, query } }));
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ page }) => page.next ?? undefined,
    refetchInterval: state === 'open' ? fallbackMs : false,
  });
}

/** Notes what was found out about a conflict; who stands is not moved by it. */
export async function noteConflict(eventId: string, scanId: string, body: ConflictNote): Promise<void> {
  await bodyOf(api.PUT(notePath, { params: { path: { eventId, scanId } }, body }));
}

export function scansQuery(eventId: string, filter: AskedFilter) {
  return infiniteQueryOptions({
    queryKey: ['event', eventId, 'door', 'scans', filter],
    queryFn: ({ pageParam }) => fetchScans(eventId, filter, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ page }) => page.next ?? undefined,
    // Only the reader and the live connection have it read again: rows never move by themselves under somebody's eyes.
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** @param after the end of the page before; unset for the newest */
export function fetchScans(eventId: string, filter: AskedFilter, after: string | undefined) {
  const query = { ...filter, limit: scansPerPage, ...(after === undefined ? {} : { after }) };
  return bodyOf(api.GET(scansPath, { params: { path: { eventId }, query } }));
}
