import { useQuery } from '@tanstack/react-query';
import { accessListsQuery } from '../access-lists/access-list-api.js';
import { useEvent } from '../events/event-context.js';
import { gatesQuery } from '../places/gate-api.js';

/** What the ids in a scan stand for. A place that was deleted since has lost its name. */
export function usePlaceNames() {
  const { id: eventId } = useEvent();
  const gates = useQuery(gatesQuery(eventId)).data ?? [];
  const lists = useQuery(accessListsQuery(eventId)).data ?? [];
  return {
    gates,
    lists,
    gateName: (gateId: string | null) => gates.find(({ id }) => id === gateId)?.name ?? '–',
    listName: (listId: string | null) => lists.find(({ id }) => id === listId)?.name ?? '–',
  };
}
