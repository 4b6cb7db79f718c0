import type { Answer, BodyOf } from '@gatehouse/shared/api';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, bodyOf } from '../../../api/client.js';
import { readAll } from '../../../api/read-all.js';

const listPath = '/api/v1/events/{eventId}/tickets';
const doorStatePath = '/api/v1/events/{eventId}/tickets/door-state';
const itemPath = '/api/v1/events/{eventId}/tickets/{ticketId}';

export type Ticket = Answer<typeof itemPath, 'get'>;
export type TicketState = Ticket['state'];
export type Payment = Ticket['payment'];
/** What the form of a ticket’s state at the door says of it. */
export type DoorState = Omit<BodyOf<typeof doorStatePath, 'put'>, 'ticketIds' | 'attention'>;
export type NewTicket = BodyOf<typeof listPath, 'post'>;
export type TicketChanges = BodyOf<typeof itemPath, 'patch'>;
export type SettableState = BodyOf<'/api/v1/events/{eventId}/tickets/{ticketId}/state', 'put'>['state'];

/** What a list is narrowed to; an empty text narrows nothing. */
export interface TicketFilter {
  readonly search: string;
  readonly ticketTypeId: string;
  readonly state: TicketState | '';
  readonly payment: Payment | '';
}

export const everyTicket: TicketFilter = { search: '', ticketTypeId: '', state: '', payment: '' };

/** Everything that is known of the tickets of an event is read again below this key. */
export function ticketsKey(eventId: string) {
  return ['event', eventId, 'tickets'] as const;
}

/** The parts of a filter that say something, as the API takes them. */
export function queryOf({ search, ticketTypeId, state, payment }: TicketFilter) {
  const wanted = search.trim();
  return {
    ...(wanted === '' ? {} : { search: wanted }),
    ...(ticketTypeId === '' ? {} : { ticketTypeId }),
    ...(state === '' ? {} : { state }),
    ...(payment === '' ? {} : { payment }),
  };
}

/** The total comes with the first page only: it is the dear part. */
export function ticketsQuery(eventId: string, filter: TicketFilter) {
  return infiniteQueryOptions({
    queryKey: [...ticketsKey(eventId), 'list', filter],
    queryFn: ({ pageParam }) => {
      const paging = pageParam === undefined ? { total: true } : { after: pageParam };
      const query = { ...queryOf(filter), ...paging, limit: 50 };
      return bodyOf(api.GET(listPath, { params: { path: { eventId }, query } }));
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ page }) => page.next ?? undefined,
  });
}

export function ticketQuery(eventId: string, ticketId: string) {
  return queryOptions({
    queryKey: [...ticketsKey(eventId), ticketId],
    queryFn: async () => (await bodyOf(api.GET(itemPath, pathOf(eventId, ticketId)))).data,
  });
}

/** What was added to a ticket; the first fifty, which is more than anybody carries. */
export function addOnsQuery(eventId: string, ticketId: string) {
  return queryOptions({
    queryKey: [...ticketsKey(eventId), ticketId, 'add-ons'],
    queryFn: async () => {
      const query = { parentId: ticketId, limit: 50 };
      return (await bodyOf(api.GET(listPath, { params: { path: { eventId }, query } }))).data;
    },
  });
}

export function ticketCodeQuery(eventId: string, ticket: Ticket) {
  return queryOptions({
    // A new generation has a new code, which the old one must never stand in for.
    queryKey: [...ticketsKey(eventId), ticket.id, 'code', ticket.generation],
    queryFn: async () => {
      const call = api.GET('/api/v1/events/{eventId}/tickets/{ticketId}/code', pathOf(eventId, ticket.id));
      return (await bodyOf(call)).data;
    },
  });
}

/** A repeated `key` creates nothing twice: the server answers what it answered the first time. */
export async function createTicket(eventId: string, body: NewTicket, key: string): Promise<Ticket> {
  const headers = { 'idempotency-key': key };
  return (await bodyOf(api.POST(listPath, { params: { path: { eventId } }, body, headers }))).data;
}

export async function changeTicket(eventId: string, ticketId: string, body: TicketChanges): Promise<Ticket> {
  return (await bodyOf(api.PATCH(itemPath, { ...pathOf(eventId, ticketId), body }))).data;
}

export async function setTicketState(eventId: string, ticketId: string, state: SettableState): Promise<void> {
  const call = { ...pathOf(eventId, ticketId), body: { state } };
  await bodyOf(api.PUT('/api/v1/events/{eventId}/tickets/{ticketId}/state', call));
}

export async function setDoorState(eventId: string, ticketId: string, state: DoorState): Promise<void> {
  const body = { ticketIds: [ticketId], ...state };
  await bodyOf(api.PUT(doorStatePath, { params: { path: { eventId } }, body }));
}

/** @param key made for one press of the button, so that a repeated request makes one code and not two */
export async function reIssueTicket(eventId: string, ticketId: string, key: string): Promise<void> {
  const { params } = pathOf(eventId, ticketId);
  const call = { params: { ...params, header: { 'idempotency-key': key } } };
  await bodyOf(api.POST('/api/v1/events/{eventId}/tickets/{ticketId}/re-issue', call));
}

/** Asks for mails: with these tickets again, or with all that were not mailed yet. The worker sends them. */
export async function mailTickets(eventId: string, ticketIds?: string[]): Promise<void> {
  const body = ticketIds === undefined ? {} : { ticketIds };
  await bodyOf(api.POST('/api/v1/events/{eventId}/ticket-mails', { params: { path: { eventId } }, body }));
}

/** Mails that were given up, and of one ticket all its mails, oldest first. */
export function ticketMailsQuery(eventId: string, of: { refused: true } | { ticketId: string }) {
  return queryOptions({
    queryKey: [...ticketsKey(eventId), 'mails', of],
    queryFn: () =>
      readAll(
        async (asked) =>
          await bodyOf(
            api.GET('/api/v1/events/{eventId}/ticket-mails', {
              params: { path: { eventId }, query: { ...asked, ...of } },
            }),
          ),
      ),
  });
}

function pathOf(eventId: string, ticketId: string) {
  return { params: { path: { eventId, ticketId } } };
}
