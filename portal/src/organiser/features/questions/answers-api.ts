import type { Answer } from '@gatehouse/shared/api';
import { queryOptions } from '@tanstack/react-query';
import { session } from '../../../api/browser-session.js';
import { api, bodyOf, done } from '../../../api/client.js';
import { readProblem } from '../../../api/problem.js';

const answersPath = '/api/v1/events/{eventId}/tickets/{ticketId}/answers';

export type GivenAnswer = Answer<typeof answersPath, 'get'>[number];

/** What was answered at the door with one ticket. */
export function answersQuery(eventId: string, ticketId: string) {
  return queryOptions({
    queryKey: ['event', eventId, 'tickets', ticketId, 'answers'],
    queryFn: async () =>
      (await bodyOf(api.GET(answersPath, { params: { path: { eventId, ticketId } } }))).data,
  });
}

export async function eraseAnswers(eventId: string, ticketId: string): Promise<void> {
  await done(api.DELETE(answersPath, { params: { path: { eventId, ticketId } } }));
}

/** A picture that answers a question; null: the phone that took it has not sent it yet. */
export function photoQuery(eventId: string, sha256: string) {
  return queryOptions({
    queryKey: ['event', eventId, 'photos', sha256],
    queryFn: async () => {
      const path = `/api/v1/events/${eventId}/photos/${sha256}`;
      const response = await session.fetch(new Request(new URL(path, location.origin)));
      if (response.status === 404) return null;
      if (!response.ok) throw await readProblem(response);
      return response.blob();
    },
  });
}
