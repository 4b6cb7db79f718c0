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

/**
 * Brings the next key.
 * @param press `leaked`: it signs at once; `intention`: the `Idempotency-Key` of this press of the button
 */
export async function rotateKey(
  eventId: string,
  press: { readonly leaked: boolean; readonly intention: string },
): Promise<void> {
  const params = { path: { eventId }, header: { 'idempotency-key': press.intention } };
  await bodyOf(api.POST(listPath, { params, body: { test: false, leaked: press.leaked } }));
}

/** Says what the codes of this key are still good for. */
export async function endKey(eventId: string, keyId: string, status: 'list-only' | 'dead'): Promise<void> {
  const params = { path: { eventId, keyId } };
  const path = '/api/v1/events/{eventId}/ticket-keys/{keyId}/status';
  await bodyOf(api.PUT(path, { params, body: { status } }));
}
