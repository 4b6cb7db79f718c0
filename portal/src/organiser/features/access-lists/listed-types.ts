import { useQuery } from '@tanstack/react-query';
import { useEvent } from '../events/event-context.js';
import { seriesQuery } from '../series/series-api.js';
import type { TicketType } from '../ticket-types/ticket-type-api.js';

/** A ticket type that a list of an event may name. */
export interface ListedType extends Pick<TicketType, 'id' | 'class' | 'name'> {
  /** The pass that it belongs to; unset for a type of the event itself. */
  readonly passName?: string;
}

/** @param own the event's own types. @returns them, then those of the passes that are good for it */
export function useListedTypes(own: readonly TicketType[]): readonly ListedType[] {
  const { id: eventId, seriesId } = useEvent();
  const { data } = useQuery({ ...seriesQuery(eventId), enabled: seriesId !== null });
  const passes = data?.passes.filter(({ dateIds }) => dateIds.includes(eventId)) ?? [];
  const ofPasses = passes.flatMap(({ name: passName, ticketTypes }) =>
    ticketTypes.map(({ id, class: number, name }) => ({ id, class: number, name, passName })),
  );
  return [...own, ...ofPasses];
}
