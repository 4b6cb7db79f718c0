import { intlTag, type Locale } from '@gatehouse/shared/i18n';

const MINUTE_MS = 60_000;
const HOURS_FROM = 120;

/** Whole minutes, or hours from two on, as short as a line allows. @param ageMs milliseconds */
export function shortAge(locale: Locale, ageMs: number): string {
  const minutes = Math.max(0, Math.floor(ageMs / MINUTE_MS));
  const isLong = minutes >= HOURS_FROM;
  const shown = { style: 'unit', unit: isLong ? 'hour' : 'minute', unitDisplay: 'short' } as const;
  return new Intl.NumberFormat(intlTag(locale), shown).format(isLong ? Math.floor(minutes / 60) : minutes);
}
