import fc from 'fast-check';
import { type Given, nowOf } from './vectors.js';

const now = nowOf().estimate;
const instant = fc.integer({ min: -3000, max: 3000 }).map((minutes) => now + minutes * 60_000);
const maybeInstant = fc.option(instant);
const choice = fc.constantFrom('admit', 'confirm', 'refuse');
const timeOfDay = fc.constantFrom('00:00', '02:30', '06:00', '17:59', '23:59');

const moment = fc.oneof(
  fc.record({ at: instant }),
  fc.record({ event: fc.constantFrom('start', 'admission', 'end') }),
  fc.record({ timeOfDay }),
);
const compared = { is: fc.constantFrom('<', '<=', '=', '>=', '>'), value: fc.integer({ min: 0, max: 3 }) };

/** Terms of every kind, and some that no build knows. */
const term = fc.oneof(
  fc.record({
    term: fc.constantFrom('ticket_type', 'variation', 'date', 'day', 'gate'),
    in: fc.array(fc.constantFrom('standard', 'adult', 'date-1', '2027-05-03', 'north', 'junk'), {
      maxLength: 2,
    }),
  }),
  fc.record({
    term: fc.constant('now'),
    is: fc.constantFrom('after', 'before'),
    moment,
    toleranceMinutes: fc.nat(60),
  }),
  fc.record({ term: fc.constant('weekday'), in: fc.array(fc.integer({ min: 1, max: 7 }), { maxLength: 3 }) }),
  fc.record({ term: fc.constantFrom('entries_total', 'entries_today', 'entry_days'), ...compared }),
  fc.record({ term: fc.constantFrom('minutes_since_first', 'minutes_since_last'), ...compared }),
  fc.record({
    term: fc.constantFrom('entries_since', 'entries_before', 'entry_days_since', 'entry_days_before'),
    moment,
    ...compared,
  }),
  fc.record({ term: fc.constant('inside'), is: fc.boolean() }),
  fc.record({ term: fc.constantFrom('moon', 'toString', '__proto__') }),
);

export const rule = fc.letrec((tie) => ({
  rule: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    term,
    fc.record({ all: fc.array(tie('rule'), { maxLength: 3 }) }),
    fc.record({ any: fc.array(tie('rule'), { maxLength: 3 }) }),
  ),
})).rule;

const row = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      class: fc.nat(2),
      generation: fc.integer({ min: 1, max: 3 }),
      state: fc.constantFrom('good', 'good', 'good', 'cancelled', 'blocked', 'held', 'unapproved'),
      unpaid: fc.boolean(),
      goodThoughUnpaid: fc.boolean(),
      attention: fc.boolean(),
      answersMissing: fc.boolean(),
      entries: fc.constantFrom(0, 0, 1, 2, 255),
    }),
  },
  { weight: 1, arbitrary: fc.constantFrom('none', 'missing') },
);

const move = fc.record({
  id: fc.uuid(),
  kind: fc.constantFrom('entry', 'exit'),
  list: fc.constantFrom('main', 'vip'),
  at: instant,
  persons: fc.integer({ min: 1, max: 3 }),
});
const history = fc.array(move, { maxLength: 4 });
const ticket = fc.record({ id: fc.constantFrom('t1', 't2', 't3'), row, history });

const code = fc.oneof(
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('unreadable', 'unsupported') }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('reference'), complete: fc.boolean() }) },
  {
    weight: 8,
    arbitrary: fc.record({
      event: fc.constantFrom(7, 7, 7, 9),
      kid: fc.constantFrom(1, 1, 1, 0, 2),
      generation: fc.integer({ min: 1, max: 3 }),
      class: fc.nat(2),
      signature: fc.constantFrom('good', 'good', 'good', 'bad', 'unchecked'),
      tail: fc.constantFrom('none', 'fresh', 'late', 'wrong', 'unchecked'),
    }),
  },
);

const reason = fc.constantFrom(
  ...['unpaid', 'by_hand', 'clock_unsure', 'list_incomplete', 'not_on_list', 'answers_required'],
  ...['already_used', 'cancelled', 'superseded', 'forged', 'wrong_gate', 'rule_denied', 'unknown'],
);

/** A door in any state, with a scan at it. */
export const given: fc.Arbitrary<Given> = fc.record({
  now: fc.record({ unsure: fc.boolean() }),
  scan: fc.record({
    direction: fc.constantFrom('in', 'out', 'check'),
    how: fc.constantFrom('camera', 'typed', 'medium', 'search'),
    list: fc.constantFrom('main', 'main', 'vip', 'gone', null),
    gate: fc.constantFrom('north', 'south', null),
    persons: fc.integer({ min: 0, max: 4 }),
    confirmed: fc.array(reason, { maxLength: 3 }),
    overridden: fc.array(reason, { maxLength: 3 }),
  }),
  code,
  ticket: fc.record({
    row,
    history,
    newestGeneration: fc.nat(3),
    answers: fc.constantFrom({}, { q1: 'given' }, { q1: 'empty' }),
    askedOn: fc.constantFrom([], [], ['main'], ['vip']),
    addOns: fc.array(
      ticket.map(({ id, ...fields }) => ({ id: `add-on-${id}`, ...fields })),
      { maxLength: 2 },
    ),
  }),
  tickets: fc.array(ticket, { maxLength: 3 }),
  class: fc.record({ validFrom: maybeInstant, validUntil: maybeInstant }),
  list: fc.record({
    classes: fc.constantFrom([0], [1], [0, 1, 2]),
    gates: fc.constantFrom([], [], ['north']),
    entry: fc.constantFrom('single', 'multiple', 're-entry'),
    maxEntries: fc.option(fc.integer({ min: 1, max: 3 })),
    persons: fc.constantFrom('one', 'group'),
    activeFrom: maybeInstant,
    activeUntil: maybeInstant,
    checkOutAt: fc.option(timeOfDay),
    dayStartsAt: timeOfDay,
    includeUnpaid: fc.boolean(),
    addOnMatch: fc.boolean(),
    notOnList: choice,
    byHand: choice,
    byMedium: choice,
    rotation: fc.constantFrom('off', 'preferred', 'required'),
    rule: fc.option(rule),
  }),
  moreLists: fc.constantFrom([], [{ id: 'vip', classes: [0] }]),
  policy: fc.record({
    questions: fc.constantFrom(
      [],
      [{ id: 'q1', lists: [], classes: [], required: true }],
      [
        { id: 'q1', lists: ['main'], classes: [1] },
        { id: 'q2', mode: 'shown' },
      ],
    ),
    profile: fc.record({ mayConfirm: fc.boolean(), mayOverride: fc.boolean() }),
  }),
});
