import { useQuery } from '@tanstack/react-query';
import { useEvent } from '../events/event-context.js';
import { seriesQuery } from '../series/series-api.js';
import { type TicketType, ticketTypesQuery } from '../ticket-types/ticket-type-api.js';

/** A ticket type that lists and questions of an event may name. */
export interface ListedType extends Pick<TicketType, 'id' | 'class' | 'name'> {
  /** The pass that it belongs to; unset for a type of the event itself. */
  readonly passName?: string;
}

/** The event's own ticket types, then those of the passes that are good for it. */
export function useListedTypes(): readonly ListedType[] {
  const { id: eventId, seriesId, kind } = useEvent();
  const own = useQuery(ticketTypesQuery(eventId)).data ?? [];
  const mayHavePasses = seriesId !== null && kind === 'date';
  const { data } = useQuery({ ...seriesQuery(eventId), enabled: mayHavePasses });
  const passes = data?.passes.filter(({ dateIds }) => dateIds.includes(eventId)) ?? [];
  const ofPasses = passes.flatMap(({ name: passName, ticketTypes }) =>
    ticketTypes.map(({ id, class: number, name }) => ({ id, class: number, name, passName })),
  );
  return [...own, ...ofPasses];
}

/** Where there is no room for a line of its own: two passes may have types of one name. */
export function namedWithPass({ name, passName }: ListedType): string {
  return passName === undefined ? name : `${name} (\u2068${passName}\u2069)`;
}
