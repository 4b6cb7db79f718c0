import type { Answer, BodyOf } from '@gatehouse/shared/api';
import { infiniteQueryOptions } from '@tanstack/react-query';
import { api, bodyOf } from '../../../api/client.js';
import { conflictsKey, fallbackMs } from './door-api.js';

const apartPath = '/api/v1/events/{eventId}/set-apart-rows';
const decisionPath = '/api/v1/events/{eventId}/set-apart-rows/{deviceId}/{rowHash}/decision';

/** A row of a phone that is kept and does not count. */
export type ApartRow = Answer<typeof apartPath, 'get'>[number];

/** Read again whenever conflicts are: both move with what phones hand over. */
function apartKey(eventId: string) {
  return [...conflictsKey(eventId), 'apart'] as const;
}

export function apartQuery(eventId: string, state: 'waiting' | 'decided') {
  return infiniteQueryOptions({
    queryKey: [...apartKey(eventId), state],
    queryFn: ({ pageParam }) => {
      const query = { state, ...(pageParam === undefined ? {} : { after: pageParam }) };
      return bodyOf(api.GET(apartPath, { params: { path: { eventId }, query } }));
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ page }) => page.next ?? undefined,
    refetchInterval: state === 'waiting' ? fallbackMs : false,
  });
}

/** `counts`: from now on, for good; otherwise it never will. */
export type ApartDecision = BodyOf<typeof decisionPath, 'put'>;

export async function decideApart(eventId: string, row: ApartRow, body: ApartDecision): Promise<void> {
  const { deviceId, rowHash } = row;
  await bodyOf(api.PUT(decisionPath, { params: { path: { eventId, deviceId, rowHash } }, body }));
}
