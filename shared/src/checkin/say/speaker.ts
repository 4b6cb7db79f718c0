import type { Translate } from '../../i18n/index.js';
import type { Instant } from '../zone-time.js';

export type Named = 'gate' | 'device' | 'question' | 'ticket_type' | 'variation' | 'date';

/** Words, and the names and forms that a sentence needs. */
export interface Speaker {
  readonly t: Translate;
  /** An instant as the event's clocks show it, with the day where it is another one. */
  readonly time: (at: Instant) => string;
  /** The day of an instant as the event's clocks show it; the time of day where it is today. */
  readonly date: (at: Instant) => string;
  readonly name: (kind: Named, id: string) => string;
  /** @param date `2027-05-03` */
  readonly day: (date: string) => string;
  /** @param weekday 1 is Monday */
  readonly weekday: (weekday: number) => string;
  readonly list: (items: readonly string[]) => string;
}
