import type { Answer, BodyOf } from '@gatehouse/shared/api';

/** An event as the API answers it. Instants are ISO 8601 with an offset. */
export type Event = Answer<'/api/v1/events/{eventId}', 'get'>;

export type EventStatus = Event['status'];

/** What a change of an event may say. */
export type EventChanges = BodyOf<'/api/v1/events/{eventId}', 'patch'>;

export type NewEvent = BodyOf<'/api/v1/events', 'post'>;
