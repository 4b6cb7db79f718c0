import type { Answer, BodyOf } from '@gatehouse/shared/api';
import { queryOptions } from '@tanstack/react-query';
import { api, bodyOf, done } from '../../../api/client.js';
import { readAll } from '../../../api/read-all.js';

const listPath = '/api/v1/events/{eventId}/zones';
const itemPath = '/api/v1/events/{eventId}/zones/{zoneId}';

export type Zone = Answer<typeof listPath, 'get'>[number];
export type ZoneFields = BodyOf<typeof listPath, 'post'>;
type SavedZone = Answer<typeof listPath, 'post'>;

export function zonesQuery(eventId: string) {
  return queryOptions({
    queryKey: ['event', eventId, 'zones'],
    queryFn: () => readAll((query) => bodyOf(api.GET(listPath, { params: { path: { eventId }, query } }))),
  });
}

/** A repeated `key` creates nothing twice: the server answers what it answered the first time. */
export async function createZone(eventId: string, body: ZoneFields, key: string): Promise<SavedZone> {
  const headers = { 'idempotency-key': key };
  return (await bodyOf(api.POST(listPath, { params: { path: { eventId } }, body, headers }))).data;
}

export async function changeZone(eventId: string, zoneId: string, body: ZoneFields): Promise<SavedZone> {
  const params = { path: { eventId, zoneId } };
  return (await bodyOf(api.PATCH(itemPath, { params, body }))).data;
}

export async function deleteZone(eventId: string, zoneId: string): Promise<void> {
  await done(api.DELETE(itemPath, { params: { path: { eventId, zoneId } } }));
}
