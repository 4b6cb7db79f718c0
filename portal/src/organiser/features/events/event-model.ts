/** An event as the API answers it. Instants are ISO 8601 with an offset. */
export interface Event {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly description: string;
  readonly place: string;
  readonly timeZone: string;
  readonly admissionAt: string | null;
  readonly startsAt: string;
  readonly endsAt: string | null;
  readonly status: EventStatus;
}

export type EventStatus = 'draft' | 'published' | 'archived';

export interface Named {
  readonly id: string;
  readonly name: string;
}
