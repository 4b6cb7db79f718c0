import type { Answer, BodyOf } from '@gatehouse/shared/api';
import { queryOptions } from '@tanstack/react-query';
import { api, bodyOf } from '../../../api/client.js';

const path = '/api/v1/events/{eventId}/door-settings';

/** What phones of an event are set to. */
export type DoorSettings = Answer<typeof path, 'get'>;
export type DoorSettingsChange = BodyOf<typeof path, 'put'>;

export function doorSettingsQuery(eventId: string) {
  return queryOptions({
    queryKey: ['event', eventId, 'door-settings'],
    queryFn: async () => (await bodyOf(api.GET(path, { params: { path: { eventId } } }))).data,
  });
}

export async function writeDoorSettings(eventId: string, body: DoorSettingsChange): Promise<DoorSettings> {
  return (await bodyOf(api.PUT(path, { params: { path: { eventId } }, body }))).data;
}
