import type { Answer } from '@gatehouse/shared/api';
import { queryOptions } from '@tanstack/react-query';
import { api, bodyOf } from '../../../api/client.js';
import { readAll } from '../../../api/read-all.js';

const listPath = '/api/v1/events/{eventId}/ticket-keys';

export type TicketKey = Answer<typeof listPath, 'get'>[number];

export function ticketKeysQuery(eventId: string) {
  return queryOptions({
    queryKey: ['event', eventId, 'ticket-keys'],
    queryFn: () => readAll((query) => bodyOf(api.GET(listPath, { params: { path: { eventId }, query } }))),
  });
}

/** A new key signs from now on. @param key the `Idempotency-Key` of this press of the button */
export async function rotateKey(eventId: string, key: string): Promise<void> {
  const params = { path: { eventId }, header: { 'idempotency-key': key } };
  await bodyOf(api.POST(listPath, { params, body: { test: false } }));
}

/** Codes that this key signed are refused from now on. */
export async function killKey(eventId: string, keyId: string): Promise<void> {
  const params = { path: { eventId, keyId } };
  const path = '/api/v1/events/{eventId}/ticket-keys/{keyId}/status';
  await bodyOf(api.PUT(path, { params, body: { status: 'dead' } }));
}
