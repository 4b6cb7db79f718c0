import { queryOptions } from '@tanstack/react-query';
import { api, bodyOf } from '../../../api/client.js';

const path = '/api/v1/events/{eventId}/rotation-secret';

/** Null: no list has asked for changing codes yet. */
export function rotationQuery(eventId: string) {
  return queryOptions({
    queryKey: ['event', eventId, 'rotation-secret'],
    queryFn: async () => (await bodyOf(api.GET(path, { params: { path: { eventId } } }))).data,
  });
}

/** @param key the `Idempotency-Key` of this press of the button */
export async function renewRotation(eventId: string, key: string): Promise<void> {
  const params = { path: { eventId }, header: { 'idempotency-key': key } };
  await bodyOf(api.POST(path, { params }));
}
