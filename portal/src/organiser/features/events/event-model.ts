import type { Answer } from '@gatehouse/shared/api';

/** An event as the API answers it. Instants are ISO 8601 with an offset. */
export type Event = Answer<'/api/v1/events/{eventId}', 'get'>;

export type EventStatus = Event['status'];

/** What the form of an event holds. */
export type EventFields = Pick<Event, 'name' | 'place' | 'timeZone' | 'admissionAt' | 'startsAt' | 'endsAt'>;
