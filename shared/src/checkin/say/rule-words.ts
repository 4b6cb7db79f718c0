import type { Comparison } from '../rules/rule.js';
import type { TermNeed, TermReason } from '../rules/term-reason.js';
import { unreachable } from '../unreachable.js';
import type { Speaker } from './speaker.js';

/** What a failing term asks for, and when it comes true by itself. */
export function sayTerm({ need, opensAt }: TermReason, speaker: Speaker): string {
  const said = sayNeed(need, speaker);
  const saysWhen = need.code === 'from' && need.at === opensAt;
  return opensAt === null || saysWhen
    ? said
    : speaker.t('door.rule.opens', { need: said, at: speaker.time(opensAt) });
}

function sayNeed(need: TermNeed, speaker: Speaker): string {
  const { t, time } = speaker;
  switch (need.code) {
    case 'ticket_type':
    case 'variation':
    case 'date':
    case 'day':
    case 'gate':
    case 'weekday':
      return t(`door.rule.${need.code}`, { values: speaker.list(valuesOf(need, speaker)) });
    case 'from':
    case 'until':
      return t(`door.rule.${need.code}`, { at: time(need.at) });
    case 'no_end':
    case 'inside':
    case 'outside':
      return t(`door.rule.${need.code}`);
    case 'entries_total':
    case 'entries_today':
    case 'entry_days':
    case 'minutes_since_first':
    case 'minutes_since_last':
      return t(`door.rule.${need.code}`, { bound: sayBound(need, speaker) });
    case 'entries_since':
    case 'entries_before':
    case 'entry_days_since':
    case 'entry_days_before':
      return t(`door.rule.${need.code}`, { at: time(need.at), bound: sayBound(need, speaker) });
    default:
      return unreachable(need);
  }
}

type ListNeed = Extract<TermNeed, { readonly values: unknown }>;

function valuesOf(need: ListNeed, speaker: Speaker): string[] {
  if (need.code === 'weekday') return need.values.map((value) => speaker.weekday(value));
  if (need.code === 'day') return need.values.map((value) => speaker.day(value));
  const { code } = need;
  return need.values.map((value) => speaker.name(code, value));
}

const bounds = {
  '<': 'door.bound.lt',
  '<=': 'door.bound.le',
  '=': 'door.bound.eq',
  '>=': 'door.bound.ge',
  '>': 'door.bound.gt',
} as const;

function sayBound(
  { is, value }: { readonly is: Comparison; readonly value: number },
  { t }: Speaker,
): string {
  return t(bounds[is], { value });
}
