import { zonedToInstant } from '@gatehouse/shared/i18n';
import { instantOf, localOf } from '../../../forms/local-time.js';
import type { Event, NewEvent } from './event-model.js';

/** What the form of an event holds. A type, because it has the index signature that entries need. */
export type EventEntries = {
  readonly name: string;
  readonly place: string;
  readonly timeZone: string;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly admissionAt: string;
  /** The last part of the address of the public page; the server makes one when it is left empty. */
  readonly slug: string;
};

/** @param ownZone where the reader is, which is where most new events are */
export function entriesOf(event: Event | undefined, ownZone: string): EventEntries {
  const timeZone = event?.timeZone ?? ownZone;
  return {
    name: event?.name ?? '',
    place: event?.place ?? '',
    timeZone,
    startsAt: localOf(event?.startsAt, timeZone),
    endsAt: localOf(event?.endsAt, timeZone),
    admissionAt: localOf(event?.admissionAt, timeZone),
    slug: event?.slug ?? '',
  };
}

/** What was typed means the wall clock of the zone that was chosen, even when the zone was chosen last. */
export function fieldsOf(entries: EventEntries) {
  const { name, place, timeZone, startsAt, endsAt, admissionAt, slug } = entries;
  return {
    name: name.trim(),
    place: place.trim(),
    timeZone,
    startsAt: zonedToInstant(startsAt, timeZone),
    endsAt: instantOf(endsAt, timeZone),
    admissionAt: instantOf(admissionAt, timeZone),
    ...(slug === '' ? {} : { slug }),
  } satisfies NewEvent;
}
