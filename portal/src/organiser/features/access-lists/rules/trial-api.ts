import type { Answer, BodyOf } from '@gatehouse/shared/api';
import { queryOptions } from '@tanstack/react-query';
import { api, bodyOf } from '../../../../api/client.js';

const trialPath = '/api/v1/events/{eventId}/access-lists/{accessListId}/trials';
const whoPath = '/api/v1/events/{eventId}/access-lists/{accessListId}/who-may-enter';

export type Verdict = Answer<typeof trialPath, 'post'>;
export type Trial = BodyOf<typeof trialPath, 'post'>;

interface ListKey {
  readonly eventId: string;
  readonly accessListId: string;
}

/** What the door would say; nothing is stored. */
export async function askDoor(path: ListKey, body: Trial): Promise<Verdict> {
  return (await bodyOf(api.POST(trialPath, { params: { path }, body }))).data;
}

/** How many tickets could enter. @param at an instant; empty: now */
export function couldEnterQuery(path: ListKey, at: string, gateId: string) {
  return queryOptions({
    queryKey: ['event', path.eventId, 'access-lists', path.accessListId, 'who', at, gateId],
    queryFn: async () => {
      const query = {
        limit: 1,
        total: true,
        ...(at === '' ? {} : { at }),
        ...(gateId === '' ? {} : { gateId }),
      };
      return (await bodyOf(api.GET(whoPath, { params: { path, query } }))).page.total ?? 0;
    },
  });
}
