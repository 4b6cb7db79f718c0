/** Instants as ISO 8601. Without an end it lasts until now. */
export interface Period {
  readonly from: string;
  readonly until?: string;
}

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** As much as the server counts in one answer. */
const longestMs = 7 * dayMs;

interface EventTimes {
  readonly startsAt: string;
  readonly endsAt: string | null;
}

/**
 * The days of an event that its figures are about: the week until now, or until the day after it was over.
 * @param now rounded to the hour, so that drawing a page again asks for nothing new
 */
export function periodOf({ startsAt, endsAt }: EventTimes, now: Date): Period {
  const hour = Math.floor(now.getTime() / hourMs) * hourMs;
  const over = Date.parse(endsAt ?? startsAt) + dayMs;
  if (hour <= over) return { from: new Date(hour + hourMs - longestMs).toISOString() };
  return { from: new Date(over - longestMs).toISOString(), until: new Date(over).toISOString() };
}
