import type { Answer } from '@gatehouse/shared/api';
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

/** @param counts true: from now on, for good; false: it never will */
export async function decideApart(eventId: string, row: ApartRow, counts: boolean): Promise<void> {
  const { deviceId, rowHash } = row;
  const params = { path: { eventId, deviceId, rowHash } };
  await bodyOf(api.PUT(decisionPath, { params, body: { counts, note: '' } }));
}
