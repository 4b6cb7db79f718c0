import type { Answer, BodyOf } from '@gatehouse/shared/api';
import { queryOptions } from '@tanstack/react-query';
import { api, bodyOf } from '../../../api/client.js';
import { fallbackMs } from './door-api.js';

const callsPath = '/api/v1/events/{eventId}/help-calls';
const closingPath = '/api/v1/events/{eventId}/help-calls/{callId}/closing';

/** What a steward could not solve alone. */
export type Call = Answer<typeof callsPath, 'get'>[number];
export type CallState = 'waiting' | 'closed';

export function callsKey(eventId: string) {
  return ['event', eventId, 'door', 'help'] as const;
}

export function callsQuery(eventId: string, state: CallState) {
  return queryOptions({
    queryKey: [...callsKey(eventId), state],
    queryFn: async () =>
      (await bodyOf(api.GET(callsPath, { params: { path: { eventId }, query: { state } } }))).data,
    refetchInterval: state === 'waiting' ? fallbackMs : false,
  });
}

/** Every phone that knows of the call hears that it is settled. */
export async function closeCall(
  eventId: string,
  callId: string,
  body: BodyOf<typeof closingPath, 'put'>,
): Promise<void> {
  await bodyOf(api.PUT(closingPath, { params: { path: { eventId, callId } }, body }));
}
