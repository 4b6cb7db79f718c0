import { type Reason, sayNotice } from '@gatehouse/shared/checkin';
import { useI18n } from '@gatehouse/shared/ui';
import type { Shown } from '../../store/log/index.js';
import { directionFaces } from './direction.js';
import { type Door, gateName, listName } from './door-context.js';
import { ShownQuestions } from './questions/shown-questions.js';
import type { OnScreen } from './session/scan-session.js';

/** Where the class is only what a code says of itself, or another event's number, it is not shown as if it were true. */
const claims: ReadonlySet<Reason> = new Set<Reason>(['forged', 'wrong_event', 'unknown_key']);

export interface VerdictDetailsProps {
  readonly shown: Shown;
  readonly verdict: OnScreen;
  readonly door: Door;
}

/** Everything below the word of a verdict: whose ticket it is, what to hand out, what to look at, and where this was. */
export function VerdictDetails({ shown, verdict, door }: VerdictDetailsProps) {
  const { t } = useI18n();
  const { speaker, event } = door;
  const { decision } = shown;
  return (
    <div class="door-details">
      {shown.recorded && !claims.has(decision.reason) && <TicketClass index={decision.class} door={door} />}
      {shown.persons > 1 && <p>{t('scanner.verdict.persons', { count: shown.persons })}</p>}
      {decision.texts.map((text) => (
        <p key={text} class="door-text" dir="auto">
          {text}
        </p>
      ))}
      {decision.notices.map((notice) =>
        notice.code === 'look_at' ? (
          <ShownQuestions key={notice.code} ids={notice.questions} event={event} />
        ) : (
          <p key={notice.code} class="door-notice" data-notice={notice.code}>
            {sayNotice(notice, speaker)}
          </p>
        ),
      )}
      {shown.again && verdict.kind === 'new' && (
        <p>{t('scanner.verdict.before', { at: speaker.time(shown.at) })}</p>
      )}
      {verdict.kind === 'late' && <p>{t('scanner.verdict.late', { at: speaker.time(shown.at) })}</p>}
      {verdict.kind === 'again' && <p>{t('scanner.verdict.again', { at: speaker.time(shown.at) })}</p>}
      <p class="door-place">
        {t(directionFaces[shown.direction].word)} · <bdi>{listName(event, shown.listId)}</bdi> ·{' '}
        <bdi>{gateName(event.root, shown.gateId, t)}</bdi>
      </p>
    </div>
  );
}

/** The organiser's short text for gates, or else the ticket type's name. */
function TicketClass({ index, door }: { readonly index: number | null; readonly door: Door }) {
  const found = index === null ? undefined : door.event.root?.classes.find((one) => one.index === index);
  if (found === undefined) return null;
  return (
    <p class="door-class" style={{ '--class': found.colour }} dir="auto">
      {found.label || found.ticketType}
      {found.label !== '' && found.label !== found.ticketType && <small>{found.ticketType}</small>}
    </p>
  );
}
