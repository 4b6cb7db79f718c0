import type { Answer, BodyOf } from '@gatehouse/shared/api';
import { queryOptions } from '@tanstack/react-query';
import { api, bodyOf, done } from '../../../api/client.js';
import { readAll } from '../../../api/read-all.js';

const listPath = '/api/v1/events/{eventId}/gates';
const itemPath = '/api/v1/events/{eventId}/gates/{gateId}';

export type Gate = Answer<typeof listPath, 'get'>[number];
export type GateFields = BodyOf<typeof listPath, 'post'>;
type SavedGate = Answer<typeof listPath, 'post'>;

export function gatesQuery(eventId: string) {
  return queryOptions({
    queryKey: ['event', eventId, 'gates'],
    queryFn: () => readAll((query) => bodyOf(api.GET(listPath, { params: { path: { eventId }, query } }))),
  });
}

/** A repeated `key` creates nothing twice: the server answers what it answered the first time. */
export async function createGate(eventId: string, body: GateFields, key: string): Promise<SavedGate> {
  const headers = { 'idempotency-key': key };
  return (await bodyOf(api.POST(listPath, { params: { path: { eventId } }, body, headers }))).data;
}

export async function changeGate(eventId: string, gateId: string, body: GateFields): Promise<SavedGate> {
  const params = { path: { eventId, gateId } };
  return (await bodyOf(api.PATCH(itemPath, { params, body }))).data;
}

export async function deleteGate(eventId: string, gateId: string): Promise<void> {
  await done(api.DELETE(itemPath, { params: { path: { eventId, gateId } } }));
}
