import {
  type Named,
  needOf,
  type RuleGround,
  type Speaker,
  sayTerm,
  type Term,
} from '@gatehouse/shared/checkin';
import { formatDate, intlTag } from '@gatehouse/shared/i18n';
import { useI18n } from '@gatehouse/shared/ui';
import { useQuery } from '@tanstack/react-query';
import { phonesQuery } from '../../devices/device-api.js';
import { useEvent } from '../../events/event-context.js';
import type { Gate } from '../../places/gate-api.js';
import { questionsQuery } from '../../questions/question-api.js';
import type { TicketType } from '../../ticket-types/ticket-type-api.js';

export interface RuleNames {
  readonly types: readonly Pick<TicketType, 'id' | 'name'>[];
  readonly gates: readonly Gate[];
  /** Of the series; none where the event stands alone. */
  readonly dates: readonly { readonly id: string; readonly name: string }[];
}

/** 1970-01-05 was a Monday. */
const firstMonday = 5;

/** The words of the door, with the names and clocks of this event. */
export function useRuleSpeaker({ types, gates, dates }: RuleNames): Speaker {
  const { t, locale } = useI18n();
  const { id: eventId, timeZone } = useEvent();
  const phones = useQuery(phonesQuery(eventId)).data ?? [];
  const questions = useQuery(questionsQuery(eventId)).data ?? [];
  const known: Partial<Record<Named, readonly { readonly id: string; readonly name: string }[]>> = {
    gate: gates,
    ticket_type: types,
    date: dates,
    device: phones,
    question: questions,
  };
  const list = new Intl.ListFormat(intlTag(locale), { type: 'conjunction' });
  const weekday = new Intl.DateTimeFormat(intlTag(locale), { weekday: 'long', timeZone: 'UTC' });
  return {
    t,
    time: (at) => formatDate(locale, new Date(at), { timeZone }),
    date: (at) => formatDate(locale, new Date(at), { timeZone, style: 'date' }),
    name: (kind, id) => isolated(known[kind]?.find((each) => each.id === id)?.name ?? id),
    day: (date) =>
      date === '' ? '' : formatDate(locale, `${date}T00:00:00Z`, { timeZone: 'UTC', style: 'date' }),
    weekday: (number) => weekday.format(Date.UTC(1970, 0, firstMonday + number - 1)),
    list: (items) => list.format(items),
  };
}

/** A name keeps its direction in a sentence of the other one. */
function isolated(name: string): string {
  return `\u2068${name}\u2069`;
}

/** Says a condition in the reader's words. */
export function useTermWords(names: RuleNames): (term: Term) => string {
  const { locale } = useI18n();
  const speaker = useRuleSpeaker(names);
  const { startsAt, admissionAt, endsAt } = useEvent();
  const times = {
    start: Date.parse(startsAt),
    admission: admissionAt === null ? null : Date.parse(admissionAt),
    end: endsAt === null ? null : Date.parse(endsAt),
    date: null,
  };
  const ground = { now: times.start, times, gate: null, calendar: { offsets: [], dayStartsAt: '00:00' } };
  return (term) => sayOne(term, speaker, { ground, locale });
}

type Setting = { readonly ground: RuleGround; readonly locale: ReturnType<typeof useI18n>['locale'] };

/** A time of day comes every day, so it is said without a date; without a zone of its own it is read as it stands. */
function sayOne(term: Term, speaker: Speaker, { ground, locale }: Setting): string {
  const need = needOf(term, ground);
  if (need === null) return '…';
  const isDaily = 'moment' in term && 'timeOfDay' in term.moment;
  const daily = (at: number) => formatDate(locale, new Date(at), { timeZone: 'UTC', style: 'time' });
  return sayTerm({ need, opensAt: null }, isDaily ? { ...speaker, time: daily } : speaker);
}
