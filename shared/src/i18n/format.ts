import { intlTag, type Locale } from './locales.js';

/** Making an `Intl` object costs about a hundred times what using it costs, so each is made once. */
function remember<T>(make: (key: string) => T): (key: string) => T {
  const made = new Map<string, T>();
  return (key) => {
    const known = made.get(key);
    if (known !== undefined) return known;
    const fresh = make(key);
    made.set(key, fresh);
    return fresh;
  };
}

const numberFormat = remember((tag) => new Intl.NumberFormat(tag));
const relativeFormat = remember((tag) => new Intl.RelativeTimeFormat(tag, { numeric: 'auto' }));
const pluralRules = remember((tag) => new Intl.PluralRules(tag));
const moneyFormat = remember((key) => {
  const [tag, currency] = key.split(' ');
  return new Intl.NumberFormat(tag, { style: 'currency', currency: currency ?? 'EUR' });
});
const dateFormat = remember((key) => {
  const [tag, style, timeZone] = key.split(' ');
  return new Intl.DateTimeFormat(tag, {
    ...dateStyles[style as DateStyle],
    ...(timeZone ? { timeZone } : {}),
  });
});

/** `long` names the weekday and the zone, as an invitation does; `short` fits a table; `exact` tells two scans apart. */
const dateStyles = {
  long: {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
  },
  short: { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' },
  exact: { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', second: '2-digit' },
  date: { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' },
  time: { hour: '2-digit', minute: '2-digit' },
  day: { day: 'numeric' },
  month: { month: 'short' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

export type DateStyle = keyof typeof dateStyles;

export interface ShownDate {
  /** IANA name, such as `Europe/Berlin`; without it the reader's own zone counts. */
  readonly timeZone?: string;
  readonly style?: DateStyle;
}

function dateFormatFor(locale: Locale, shown: ShownDate): Intl.DateTimeFormat {
  return dateFormat(`${intlTag(locale)} ${shown.style ?? 'short'} ${shown.timeZone ?? ''}`);
}

/** All our languages write a small whole number alike, and a slow phone waits a while for its first format. */
export function formatNumber(locale: Locale, value: number): string {
  if (Number.isInteger(value) && value >= 0 && value < 1000) return String(value);
  return numberFormat(intlTag(locale)).format(value);
}

/** @param instant a `Date` or an ISO 8601 text with an offset */
export function formatDate(locale: Locale, instant: Date | string, shown: ShownDate = {}): string {
  return dateFormatFor(locale, shown).format(new Date(instant));
}

/** "3 – 5 May 2027": what both ends share is said once. */
export function formatDateRange(
  locale: Locale,
  range: { readonly start: Date | string; readonly end: Date | string },
  shown: ShownDate = {},
): string {
  return dateFormatFor(locale, shown).formatRange(new Date(range.start), new Date(range.end));
}

const steps = [
  ['year', 31_557_600_000],
  ['month', 2_629_800_000],
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1000],
] as const;

/** "in 3 days", "yesterday", in the largest unit that fills at least one. */
export function formatRelative(locale: Locale, instant: Date | string, now: Date): string {
  const distanceMs = new Date(instant).getTime() - now.getTime();
  const [unit, unitMs] = steps.find(([, ms]) => Math.abs(distanceMs) >= ms) ?? steps[5];
  return relativeFormat(intlTag(locale)).format(Math.round(distanceMs / unitMs), unit);
}

/** @param amountMinor the amount in the currency's smallest unit: cents for EUR, yen for JPY, fils for KWD */
export function formatMoney(locale: Locale, amountMinor: number, currency: string): string {
  const format = moneyFormat(`${intlTag(locale)} ${currency}`);
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  return format.format(amountMinor / 10 ** digits);
}

export function pluralCategory(locale: Locale, count: number): Intl.LDMLPluralRule {
  return pluralRules(intlTag(locale)).select(count);
}

/** The plural categories that this runtime's `Intl` knows for a language. */
export function pluralCategoriesOf(locale: Locale): Intl.LDMLPluralRule[] {
  return pluralRules(intlTag(locale)).resolvedOptions().pluralCategories;
}
