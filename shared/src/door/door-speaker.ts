import { dateNumber, type Named, type Speaker } from '../checkin/index.js';
import { directionOf, formatDate, intlTag, type Locale, type Translate } from '../i18n/index.js';
import type { Root } from '../manifest/index.js';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** 1970-01-05 was a Monday. */
const FIRST_MONDAY_MS = 4 * DAY_MS;

export interface SpeakerParts {
  readonly t: Translate;
  readonly locale: Locale;
  /** Null: the event's list is not here yet. */
  readonly root: Pick<Root, 'offsets' | 'gates' | 'devices' | 'questions' | 'times' | 'dates'> | null;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** What the event's clocks show, as if they stood in Greenwich: the root's offsets count, not the zones of this machine. */
function wallOf(at: number, offsets: Root['offsets']): Date {
  let minutes = offsets[0]?.[1] ?? 0;
  for (const [from, offset] of offsets) if (from <= at) minutes = offset;
  return new Date(at + minutes * MINUTE_MS);
}

/** Names and times as the event of this shift has them. */
export function doorSpeaker({ t, locale, root, now }: SpeakerParts): Speaker {
  const offsets = root?.offsets ?? [];
  const isolate = directionOf(locale) === 'rtl' ? isolated : (name: string) => name;
  // Each takes a while to make, and most answers need neither.
  let list: Intl.ListFormat | undefined;
  let weekdays: Intl.DateTimeFormat | undefined;

  function shown(at: number, otherDays: 'short' | 'date'): string {
    const wall = wallOf(at, offsets);
    const isToday = wall.toISOString().slice(0, 10) === wallOf(now, offsets).toISOString().slice(0, 10);
    return formatDate(locale, wall, { timeZone: 'UTC', style: isToday ? 'time' : otherDays });
  }

  /** Dates of a series are told apart by when they begin, two on one day among them. */
  function dateName(number: string): string {
    const starts = root?.dates.find(({ id }) => dateNumber(id) === number)?.starts ?? [];
    const [start] = root?.times.date === number ? [root.times.start] : starts;
    return start === undefined ? number : formatDate(locale, wallOf(start, offsets), { timeZone: 'UTC' });
  }

  return {
    t,
    time: (at) => shown(at, 'short'),
    date: (at) => shown(at, 'date'),
    name: (kind, id) => isolate(kind === 'date' ? dateName(id) : nameOf(root, kind, id)),
    day: (date) => formatDate(locale, `${date}T00:00:00Z`, { timeZone: 'UTC', style: 'date' }),
    weekday(weekday) {
      weekdays ??= new Intl.DateTimeFormat(intlTag(locale), { weekday: 'long', timeZone: 'UTC' });
      return weekdays.format(FIRST_MONDAY_MS + (weekday - 1) * DAY_MS);
    },
    list(items) {
      list ??= new Intl.ListFormat(intlTag(locale), { type: 'conjunction' });
      return list.format(items);
    },
  };
}

/** So that a Latin name takes no comma of an Arabic sentence with it. */
function isolated(name: string): string {
  return `\u2068${name}\u2069`;
}

/** A name that is not here is left as it is written: better an odd word than none. */
function nameOf(root: SpeakerParts['root'], kind: Named, id: string): string {
  if (root === null) return id;
  if (kind === 'gate') return root.gates.find((gate) => gate.id === id)?.name ?? id;
  if (kind === 'device') return root.devices.find((device) => device.id === id)?.name ?? id;
  if (kind === 'question') return root.questions.find((question) => question.id === id)?.label ?? id;
  return id;
}
