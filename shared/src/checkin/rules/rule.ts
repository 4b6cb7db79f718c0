import type { Instant } from '../zone-time.js';

/** A condition of an access list: everything in `all` must hold, or something in `any`. */
export type Rule = { readonly all: readonly Rule[] } | { readonly any: readonly Rule[] } | Term;

/** A fixed instant, a time of the event, or `HH:MM` within the event's day. */
export type Moment =
  | { readonly at: Instant }
  | { readonly event: 'start' | 'admission' | 'end' }
  | { readonly timeOfDay: string };

export type Comparison = '<' | '<=' | '=' | '>=' | '>';

/** One of a list of names; the names are ids where things have ids. */
interface OneOf<Name extends string, Value> {
  readonly term: Name;
  readonly in: readonly Value[];
}

/** A count or a length of time, compared with a number. */
interface Compared<Name extends string> {
  readonly term: Name;
  readonly is: Comparison;
  readonly value: number;
}

interface ComparedAt<Name extends string> extends Compared<Name> {
  readonly moment: Moment;
}

/** The tolerance makes `after` begin earlier and `before` end later. */
export interface NowTerm {
  readonly term: 'now';
  readonly is: 'after' | 'before';
  readonly moment: Moment;
  readonly toleranceMinutes?: number;
}

export type Term =
  | OneOf<'ticket_type', string>
  | OneOf<'variation', string>
  /** The dates of a series. */
  | OneOf<'date', string>
  /** Days of the event's calendar, `2027-05-03`. */
  | OneOf<'day', string>
  | OneOf<'gate', string>
  | NowTerm
  /** 1 is Monday. */
  | OneOf<'weekday', number>
  | Compared<'entries_total'>
  | Compared<'entries_today'>
  | ComparedAt<'entries_since'>
  | ComparedAt<'entries_before'>
  | Compared<'entry_days'>
  | ComparedAt<'entry_days_since'>
  | ComparedAt<'entry_days_before'>
  /** Without an entry there is no length of time, and the term is false. */
  | Compared<'minutes_since_first'>
  | Compared<'minutes_since_last'>
  | { readonly term: 'inside'; readonly is: boolean };

export type TermName = Term['term'];
export type TermOf<Name extends TermName> = Extract<Term, { readonly term: Name }>;
