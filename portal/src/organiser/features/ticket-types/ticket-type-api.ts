import type { Answer, BodyOf } from '@gatehouse/shared/api';
import { queryOptions } from '@tanstack/react-query';
import { api, bodyOf, done } from '../../../api/client.js';
import { readAll } from '../../../api/read-all.js';

const listPath = '/api/v1/events/{eventId}/ticket-types';
const itemPath = '/api/v1/events/{eventId}/ticket-types/{ticketTypeId}';

export type TicketType = Answer<typeof listPath, 'get'>[number];
export type TicketTypeFields = BodyOf<typeof listPath, 'post'>;
type SavedTicketType = Answer<typeof listPath, 'post'>;

export function ticketTypesQuery(eventId: string) {
  return queryOptions({
    queryKey: ['event', eventId, 'ticket-types'],
    queryFn: () => readAll((query) => bodyOf(api.GET(listPath, { params: { path: { eventId }, query } }))),
  });
}

/** A repeated `key` creates nothing twice: the server answers what it answered the first time. */
export async function createTicketType(
  eventId: string,
  body: TicketTypeFields,
  key: string,
): Promise<SavedTicketType> {
  const headers = { 'idempotency-key': key };
  return (await bodyOf(api.POST(listPath, { params: { path: { eventId } }, body, headers }))).data;
}

export async function changeTicketType(
  eventId: string,
  ticketTypeId: string,
  body: TicketTypeFields,
): Promise<SavedTicketType> {
  const params = { path: { eventId, ticketTypeId } };
  return (await bodyOf(api.PATCH(itemPath, { params, body }))).data;
}

export async function deleteTicketType(eventId: string, ticketTypeId: string): Promise<void> {
  await done(api.DELETE(itemPath, { params: { path: { eventId, ticketTypeId } } }));
}
