import { formatRelative, type Locale } from '@gatehouse/shared/i18n';

/** @param at milliseconds since 1970 by this phone's clock; never in the future */
export function ago(locale: Locale, at: number): string {
  const now = Date.now();
  return formatRelative(locale, new Date(Math.min(at, now)), new Date(now));
}
