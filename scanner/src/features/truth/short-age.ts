import { intlTag, type Locale } from '@gatehouse/shared/i18n';

const MINUTE_MS = 60_000;
const HOURS_FROM = 120;

/** Whole minutes, or hours from two on, as short as a line allows. @param ageMs milliseconds */
export function shortAge(locale: Locale, ageMs: number): string {
  const minutes = Math.max(0, Math.floor(ageMs / MINUTE_MS));
  const isLong = minutes >= HOURS_FROM;
  return formatOf(intlTag(locale), isLong ? 'hour' : 'minute').format(
    isLong ? Math.floor(minutes / 60) : minutes,
  );
}

const formats = new Map<string, Intl.NumberFormat>();

/** Making one costs about a hundred times what using it costs. */
function formatOf(tag: string, unit: 'hour' | 'minute'): Intl.NumberFormat {
  const key = `${tag} ${unit}`;
  const format =
    formats.get(key) ?? new Intl.NumberFormat(tag, { style: 'unit', unit, unitDisplay: 'short' });
  formats.set(key, format);
  return format;
}
