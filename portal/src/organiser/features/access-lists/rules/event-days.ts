import { instantToZoned } from '@gatehouse/shared/i18n';

const dayMs = 86_400_000;
const mostDays = 31;

/** The days of the event's calendar from its first to its last one, and those that were chosen before. */
export function eventDays(
  event: { readonly startsAt: string; readonly endsAt: string | null; readonly timeZone: string },
  chosen: readonly string[],
): string[] {
  const dayOf = (instant: string) => instantToZoned(instant, event.timeZone).slice(0, 10);
  const last = Date.parse(dayOf(event.endsAt ?? event.startsAt));
  const days = new Set(chosen);
  let day = Date.parse(dayOf(event.startsAt));
  for (let count = 0; day <= last && count < mostDays; count += 1, day += dayMs)
    days.add(new Date(day).toISOString().slice(0, 10));
  return [...days].sort();
}
