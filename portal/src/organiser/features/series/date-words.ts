import { formatDate, intlTag, type Locale } from '@gatehouse/shared/i18n';
import { useI18n } from '@gatehouse/shared/ui';
import { useMemo } from 'preact/hooks';
import type { Event } from '../events/event-model.js';
import type { SeriesDate } from './series-api.js';

type Times = Pick<SeriesDate, 'startsAt' | 'endsAt'>;

/** How dates are said on the clock of their event: the day, the hours, and both. */
export interface DateWords {
  readonly day: (date: Times) => string;
  readonly hours: (date: Times) => string;
  readonly whole: (date: Times) => string;
  /** From the first of them to the last; empty without any. */
  readonly span: (dates: readonly Times[]) => string;
}

const dayMs = 86_400_000;

const dayAndTime = {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
} as const;

export function useDateWords({ timeZone }: Pick<Event, 'timeZone'>): DateWords {
  const { locale } = useI18n();
  // Making a format takes long, and a table of dates is drawn often.
  return useMemo(() => dateWords(locale, timeZone), [locale, timeZone]);
}

function dateWords(locale: Locale, timeZone: string): DateWords {
  const whole = new Intl.DateTimeFormat(intlTag(locale), { ...dayAndTime, timeZone });
  const day = ({ startsAt }: Times) => formatDate(locale, startsAt, { timeZone, style: 'date' });
  const time = (instant: string) => formatDate(locale, instant, { timeZone, style: 'time' });
  /** The end of a night needs no day; that of a festival does. */
  const hours = ({ startsAt, endsAt }: Times) => {
    if (endsAt === null) return time(startsAt);
    const isLong = Date.parse(endsAt) - Date.parse(startsAt) >= dayMs;
    return `${time(startsAt)} – ${isLong ? formatDate(locale, endsAt, { timeZone }) : time(endsAt)}`;
  };
  return {
    day,
    hours,
    whole: ({ startsAt }) => whole.format(new Date(startsAt)),
    span: (dates) => {
      const [first, last] = [dates[0], dates.at(-1)];
      if (first === undefined || last === undefined) return '';
      return day(first) === day(last) ? day(first) : `${day(first)} – ${day(last)}`;
    },
  };
}

/** Over at an instant; what has no end is over when it has begun. */
export function isOver({ startsAt, endsAt }: Times, now: Date): boolean {
  return Date.parse(endsAt ?? startsAt) < now.getTime();
}
