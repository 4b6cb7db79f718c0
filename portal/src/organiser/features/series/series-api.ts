import type { Answer, BodyOf } from '@gatehouse/shared/api';
import { queryOptions } from '@tanstack/react-query';
import { api, bodyOf } from '../../../api/client.js';

const seriesPath = '/api/v1/events/{eventId}/series';
const datesPath = '/api/v1/events/{eventId}/series/dates';
const passesPath = '/api/v1/events/{eventId}/series/passes';

export type Series = Answer<typeof seriesPath, 'get'>;
export type SeriesDate = Series['dates'][number];
export type Pass = Series['passes'][number];
export type NewDate = BodyOf<typeof datesPath, 'post'>;
export type NewPass = BodyOf<typeof passesPath, 'post'>;

/** Everything that is known of any series is read again below this key: a date is in what each of its dates answers. */
export const seriesKey = ['series'] as const;

/** The dates by their start and the passes, asked through any of them. */
export function seriesQuery(eventId: string) {
  return queryOptions({
    queryKey: [...seriesKey, eventId],
    queryFn: async () => (await bodyOf(api.GET(seriesPath, { params: { path: { eventId } } }))).data,
    // It changes on the pages of its other events, too.
    staleTime: 0,
  });
}

/** A repeated `key` creates nothing twice: the server answers what it answered the first time. */
export async function addDate(eventId: string, body: NewDate, key: string) {
  const headers = { 'idempotency-key': key };
  return (await bodyOf(api.POST(datesPath, { params: { path: { eventId } }, body, headers }))).data;
}

/** A repeated `key` creates nothing twice: the server answers what it answered the first time. */
export async function addPass(eventId: string, body: NewPass, key: string) {
  const headers = { 'idempotency-key': key };
  return (await bodyOf(api.POST(passesPath, { params: { path: { eventId } }, body, headers }))).data;
}

/** On which dates the tickets of a pass are good. */
export async function changePassDates(passId: string, dateIds: string[]): Promise<void> {
  const call = { params: { path: { eventId: passId } }, body: { dateIds } };
  await bodyOf(api.PUT(datesPath, call));
}
