import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Event } from './event-model.js';

const EventContext = createContext<Event | undefined>(undefined);

/** Gives the pages of one event the event that they are about. */
export const EventProvider = EventContext.Provider;

/** The event of this page. Outside of an event's pages there is none, which is a mistake of the program. */
export function useEvent(): Event {
  const event = useContext(EventContext);
  if (event === undefined) throw new Error('A page of an event stands outside of the EventProvider.');
  return event;
}
