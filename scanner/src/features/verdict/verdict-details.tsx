import { type Reason, sayNotice } from '@gatehouse/shared/checkin';
import type { Person } from '@gatehouse/shared/people';
import { AlertIcon, useI18n } from '@gatehouse/shared/ui';
import type { Shown } from '../../store/log/index.js';
import { directionFaces } from '../scan/direction.js';
import { type Door, gateName, listName } from '../scan/door-context.js';
import { ShownQuestions } from '../scan/questions/shown-questions.js';
import type { OnScreen } from '../scan/session/scan-session.js';
import { PersonLines } from './person-lines.js';

/** Where the class is only what a code says of itself, or another event's number, it is not shown as if it were true. */
const claims: ReadonlySet<Reason> = new Set<Reason>(['forged', 'wrong_event', 'unknown_key']);

export interface VerdictDetailsProps {
  readonly shown: Shown;
  readonly verdict: OnScreen;
  readonly door: Door;
  /** Who it is, as far as this phone may know; comes a moment after the verdict. */
  readonly person: Person | undefined;
}

/** Everything below the word of an answer: what to look at, whose ticket it is, what to hand out, and where this was. */
export function VerdictDetails({ shown, verdict, door, person }: VerdictDetailsProps) {
  const { t } = useI18n();
  const { speaker, event } = door;
  const { decision } = shown;
  // What needs attention is read before anything else.
  const notices = [...decision.notices].sort((a, b) => rankOf(a.code) - rankOf(b.code));
  return (
    <div class="door-details">
      {notices.map((notice) =>
        notice.code === 'look_at' ? (
          <ShownQuestions key={notice.code} ids={notice.questions} event={event} />
        ) : (
          <p key={notice.code} class="door-notice" data-notice={notice.code}>
            {notice.code === 'attention' && <AlertIcon size={28} />}
            {sayNotice(notice, speaker)}
          </p>
        ),
      )}
      {shown.recorded && !claims.has(decision.reason) && <TicketClass index={decision.class} door={door} />}
      {shown.persons > 1 && (
        <p class="door-persons">{t('scanner.verdict.persons', { count: shown.persons })}</p>
      )}
      {person !== undefined && <PersonLines person={person} />}
      {decision.texts.map((text) => (
        <p key={text} class="door-text" dir="auto">
          {text}
        </p>
      ))}
      <Occasion shown={shown} verdict={verdict} door={door} />
      <p class="door-place">
        {t(directionFaces[shown.direction].word)} · <bdi>{listName(event, shown.listId)}</bdi> ·{' '}
        <bdi>{gateName(event.root, shown.gateId, t)}</bdi>
      </p>
    </div>
  );
}

function rankOf(code: string): number {
  return code === 'attention' ? 0 : 1;
}

/** When it was scanned, where that is not now. */
function Occasion({ shown, verdict, door }: Pick<VerdictDetailsProps, 'shown' | 'verdict' | 'door'>) {
  const { t } = useI18n();
  const at = door.speaker.time(shown.at);
  if (verdict.kind === 'late') return <p>{t('scanner.verdict.late', { at })}</p>;
  if (verdict.kind === 'again') return <p>{t('scanner.verdict.again', { at })}</p>;
  return shown.again ? <p>{t('scanner.verdict.before', { at })}</p> : null;
}

/** The organiser's short text for gates, or else the ticket type's name. */
function TicketClass({ index, door }: { readonly index: number | null; readonly door: Door }) {
  const found = index === null ? undefined : door.event.root?.classes.find((one) => one.index === index);
  if (found === undefined) return null;
  return (
    <p class="door-class" style={{ '--class': found.colour }}>
      <bdi>{found.label || found.ticketType}</bdi>
      {found.label !== '' && found.label !== found.ticketType && (
        <small>
          <bdi>{found.ticketType}</bdi>
        </small>
      )}
    </p>
  );
}
