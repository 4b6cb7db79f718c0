import type { PlainKey, Translate } from '@gatehouse/shared/i18n';
import { Problem, unreachable } from '../api/problem.js';
import type { EntryIssue } from './check-entries.js';

/** What is wrong with one entry, by the code that the form or the server gives. */
const entryTexts: Readonly<Record<string, PlainKey>> = {
  required: 'errors.entry.required',
  minItems: 'errors.entry.required',
  'format.email': 'errors.entry.email',
  'format.date-time': 'errors.entry.date',
  type: 'errors.entry.number',
  enum: 'errors.entry.choice',
  pattern: 'errors.entry.other',
  format: 'errors.entry.other',
  'events.wrong_times': 'errors.entry.times',
  'events.wrong_window': 'errors.entry.window',
  'ticketing.wrong_window': 'errors.entry.window',
  'events.name_taken': 'errors.entry.nameTaken',
  'ticketing.name_taken': 'errors.entry.nameTaken',
  'events.slug_taken': 'errors.entry.slugTaken',
  'events.same_zone': 'errors.entry.sameZone',
  'events.unknown_zone': 'errors.entry.unknownZone',
  'events.unknown_gate': 'errors.entry.unknownGate',
  'events.unknown_ticket_type': 'errors.entry.rule',
  'events.unknown_date': 'errors.entry.rule',
  'events.wrong_rule': 'errors.entry.rule',
  'events.needs_options': 'errors.entry.needsOptions',
  'events.empty_option': 'errors.entry.optionEmpty',
  'events.twice': 'errors.entry.optionsTwice',
  'events.out_of_range': 'errors.entry.outOfRange',
  'events.not_whole': 'errors.entry.notWhole',
  'events.below_min': 'errors.entry.belowMin',
  'events.unknown_list': 'errors.entry.unknownList',
  'events.unknown_class': 'errors.entry.unknownType',
  'ticketing.unknown_type': 'errors.entry.unknownType',
  'ticketing.external_id_taken': 'errors.entry.externalIdTaken',
  'ticketing.wrong_parent': 'errors.entry.wrongParent',
  'ticketing.test_parent': 'errors.entry.testParent',
  'ticketing.has_add_ons': 'errors.entry.hasAddOns',
  'ticketing.barcode_taken': 'errors.entry.barcodeTaken',
  'ticketing.wrong_barcode': 'errors.entry.wrongBarcode',
};

/** What is wrong with an entry, in the reader's language. */
export function describeIssue(t: Translate, issue: EntryIssue): string {
  const text = entryTexts[issue.code];
  return text === undefined ? (describeBound(t, issue) ?? issue.message ?? t('errors.entry.other')) : t(text);
}

/** The server names the bound that was crossed, but not how much it is. */
function describeBound(t: Translate, { code, limit }: EntryIssue): string | undefined {
  if (limit === undefined) return undefined;
  if (code === 'minLength') return t('errors.entry.tooShort', { count: limit });
  if (code === 'maxLength') return t('errors.entry.tooLong', { count: limit });
  if (code === 'minimum') return t('errors.entry.tooSmall', { limit });
  if (code === 'maximum') return t('errors.entry.tooLarge', { limit });
  if (code === 'maxItems') return t('errors.entry.tooMany', { limit });
  return undefined;
}

/** Refusals that have a reason of their own, by the server's code. */
const codeTexts: Readonly<Record<string, PlainKey>> = {
  'identity.wrong_credentials': 'errors.answer.signInFailed',
  'identity.locked': 'errors.answer.locked',
  'events.archived': 'errors.answer.archived',
  'events.zone_in_use': 'errors.answer.zoneInUse',
  'events.gate_in_use': 'errors.answer.gateInUse',
  'events.class_in_use': 'errors.answer.typeInUse',
  'events.list_in_use': 'errors.answer.listInUse',
  'events.too_many_questions': 'errors.answer.tooManyQuestions',
  'ticketing.keys_exhausted': 'errors.answer.keysExhausted',
  'ticketing.key_coming': 'errors.answer.keyComing',
  'ticketing.key_active': 'errors.answer.keyActive',
  'ticketing.key_ended': 'errors.answer.keyEnded',
  'checkin.door_key_moved': 'errors.answer.doorKeyMoved',
  'checkin.no_successor': 'errors.answer.doorKeyMoved',
  'checkin.no_retired_key': 'errors.answer.doorKeyMoved',
  'checkin.succession_open': 'errors.answer.successionOpen',
  'ticketing.import_not_text': 'errors.answer.notText',
  'ticketing.import_empty': 'errors.answer.emptyList',
  'ticketing.import_too_many_rows': 'errors.answer.tooManyRows',
  'ticketing.import_too_many_columns': 'errors.answer.tooManyColumns',
  'ticketing.dead_key': 'errors.answer.deadKey',
  'ticketing.not_reissuable': 'errors.answer.notReissuable',
  'checkin.readiness_refused': 'errors.answer.readinessRefused',
  'checkin.stays_revoked': 'errors.answer.phoneRevoked',
  'notifications.mailed_recently': 'errors.answer.mailedRecently',
  'notifications.unknown_ticket': 'errors.answer.unknownTicket',
  'notifications.no_address': 'errors.answer.noAddress',
};

const statusTexts: Readonly<Record<number, PlainKey>> = {
  [unreachable]: 'errors.answer.offline',
  400: 'errors.answer.invalid',
  401: 'errors.answer.signedOut',
  403: 'errors.answer.forbidden',
  404: 'errors.answer.notFound',
  409: 'errors.answer.conflict',
  412: 'errors.answer.conflict',
  413: 'errors.answer.tooLarge',
  422: 'errors.answer.invalid',
  429: 'errors.answer.tooMany',
};

/** What happened, what was kept and what to do, in the reader's language. */
export function describeProblem(t: Translate, problem: Problem): string {
  const known = codeTexts[problem.code];
  if (known !== undefined) return t(known);
  // An entry that is refused says why beside itself.
  if (problem.fields.length > 0) return t('errors.answer.invalid');
  return t(statusTexts[problem.status] ?? 'errors.answer.server');
}

/** Anything that was thrown, as a problem: a mistake of this program reads like a failure of ours, which it is. */
export function toProblem(thrown: unknown): Problem {
  return thrown instanceof Problem ? thrown : new Problem(500, { code: 'client.mistake' });
}
