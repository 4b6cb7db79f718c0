import type { Explanation, Notice } from '../explanation.js';
import { unreachable } from '../unreachable.js';
import { sayTerm } from './rule-words.js';
import type { Speaker } from './speaker.js';
import { reasonWords } from './words.js';

/** Why, in one sentence. */
export function sayExplanation(explanation: Explanation, speaker: Speaker): string {
  const { t, time, name, list } = speaker;
  switch (explanation.code) {
    case 'ok':
      return '';
    case 'wrong_event':
      return sayWrongEvent(explanation, speaker);
    case 'cancelled':
    case 'blocked':
    case 'held':
    case 'unapproved':
      return explanation.parent ? t('door.why.parent') : t(`door.why.${explanation.code}`);
    case 'list_not_open':
    case 'list_over':
    case 'not_yet_valid':
    case 'expired':
      return t(`door.why.${explanation.code}`, { at: time(explanation.at) });
    case 'wrong_gate':
      return t('door.why.wrong_gate', { gates: list(explanation.gates.map((id) => name('gate', id))) });
    case 'rule_denied':
      return explanation.terms[0] ? sayTerm(explanation.terms[0], speaker) : t('door.why.rule_denied');
    case 'answers_required':
      return t('door.why.answers_required', {
        questions: list(explanation.questions.map((id) => name('question', id))),
      });
    case 'already_used':
    case 'already_inside':
      return sayBefore(explanation, speaker);
    case 'by_hand':
      return t(`door.why.${explanation.how}`);
    case 'clock_unsure':
      return t('door.why.clock_unsure', { reason: sayExplanation(explanation.because, speaker) });
    default:
      return t(`door.why.${explanation.code}`);
  }
}

/** What else to know. */
export function sayNotice(notice: Notice, speaker: Speaker): string {
  const { t } = speaker;
  switch (notice.code) {
    case 'attention':
    case 'list_incomplete':
    case 'not_inside':
    case 'rotation_time_unchecked':
      return t(`door.notice.${notice.code}`);
    case 'old_list':
      return t('door.notice.old_list', { at: speaker.time(notice.since) });
    case 'not_checked':
      return t(
        notice.what.includes('signature')
          ? 'door.notice.signature_not_checked'
          : 'door.notice.state_not_checked',
      );
    case 'look_at':
      return t('door.notice.look_at', {
        questions: speaker.list(notice.questions.map((id) => speaker.name('question', id))),
      });
    case 'noted':
      return t('door.notice.noted', { reason: sayExplanation(notice.explanation, speaker) });
    case 'confirmed':
    case 'overridden':
    case 'override_denied':
      return t(`door.notice.${notice.code}`, { word: t(reasonWords[notice.reason]) });
    default:
      return unreachable(notice);
  }
}

function sayWrongEvent(
  { event, starts = [] }: Extract<Explanation, { code: 'wrong_event' }>,
  { t, list, date }: Speaker,
): string {
  if (starts.length === 0)
    return event === null ? t('door.why.other_event') : t('door.why.wrong_event', { event });
  // Two shows of one day are one day to come back on.
  const dates = list([...new Set(starts.map(date))]);
  return event === null ? t('door.why.other_date', { dates }) : t('door.why.named_date', { event, dates });
}

/** Where nobody chose a gate there is none to name. */
function sayBefore(
  { code, at, gate, device }: Extract<Explanation, { code: 'already_used' | 'already_inside' }>,
  { t, time, name }: Speaker,
): string {
  const said = { at: time(at), device: name('device', device) };
  return gate === null
    ? t(`door.why.${code}_anywhere`, said)
    : t(`door.why.${code}`, { ...said, gate: name('gate', gate) });
}
