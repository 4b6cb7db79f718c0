import type { Answer, BodyOf } from '@gatehouse/shared/api';
import { queryOptions } from '@tanstack/react-query';
import { api, bodyOf, done } from '../../../api/client.js';
import { readAll } from '../../../api/read-all.js';

const listPath = '/api/v1/events/{eventId}/access-lists';
const itemPath = '/api/v1/events/{eventId}/access-lists/{accessListId}';

export type AccessList = Answer<typeof listPath, 'get'>[number];
export type AccessListFields = BodyOf<typeof listPath, 'post'>;
type SavedAccessList = Answer<typeof listPath, 'post'>;

export function accessListsQuery(eventId: string) {
  return queryOptions({
    queryKey: ['event', eventId, 'access-lists'],
    queryFn: () => readAll((query) => bodyOf(api.GET(listPath, { params: { path: { eventId }, query } }))),
  });
}

/** A repeated `key` creates nothing twice: the server answers what it answered the first time. */
export async function createAccessList(
  eventId: string,
  body: AccessListFields,
  key: string,
): Promise<SavedAccessList> {
  const headers = { 'idempotency-key': key };
  return (await bodyOf(api.POST(listPath, { params: { path: { eventId } }, body, headers }))).data;
}

export async function changeAccessList(
  eventId: string,
  accessListId: string,
  body: AccessListFields,
): Promise<SavedAccessList> {
  const params = { path: { eventId, accessListId } };
  return (await bodyOf(api.PATCH(itemPath, { params, body }))).data;
}

export async function deleteAccessList(eventId: string, accessListId: string): Promise<void> {
  await done(api.DELETE(itemPath, { params: { path: { eventId, accessListId } } }));
}
