import { instantToZoned, zonedToInstant } from '@gatehouse/shared/i18n';

const complete = /^\d{4}-\d\d-\d\dT\d\d:\d\d/;

/**
 * The instant of a field that may be empty or half typed.
 * @param local what a clock in `timeZone` shows, such as `2027-05-03T18:30`
 * @returns ISO 8601 in UTC, or null while there is no whole time
 */
export function instantOf(local: string, timeZone: string): string | null {
  return complete.test(local) ? zonedToInstant(local, timeZone) : null;
}

/** What a field shows for an instant: the clock of the zone, or nothing. */
export function localOf(instant: string | null | undefined, timeZone: string): string {
  return instant ? instantToZoned(instant, timeZone) : '';
}
