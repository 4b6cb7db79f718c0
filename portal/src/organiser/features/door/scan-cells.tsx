import { formatDate } from '@gatehouse/shared/i18n';
import { Badge, StatusBadge, useI18n } from '@gatehouse/shared/ui';
import { useEvent } from '../events/event-context.js';
import type { Scan } from './door-api.js';
import { directionNames, type Face, howNames, standingOf, verdictOf } from './scan-words.js';

interface ScanProps {
  readonly scan: Scan;
}

/** When it was, on the event's clocks, and between which times where the phone's clock was not to be trusted. */
export function ScanTime({ scan: { at, earliest, latest, unsure } }: ScanProps) {
  const { t, locale } = useI18n();
  const { timeZone } = useEvent();
  const shown = (instant: string) => formatDate(locale, instant, { timeZone, style: 'exact' });
  return (
    <span class="inline-grid">
      <time dateTime={at} class="whitespace-nowrap tabular-nums">
        {shown(at)}
      </time>
      {unsure && (
        <span class="font-normal text-sm text-warn">
          {latest === null
            ? t('desk.scan.after', { from: shown(earliest) })
            : t('desk.scan.between', { from: shown(earliest), until: shown(latest) })}
        </span>
      )}
    </span>
  );
}

/** Whose ticket it was, as far as anybody knows. */
export function ScanTicket({ scan: { ticket, kind } }: { readonly scan: Pick<Scan, 'ticket' | 'kind'> }) {
  const { t } = useI18n();
  if (ticket === null)
    return (
      <span class="text-ink-muted">{t(kind === 'count' ? 'desk.scan.noTicket' : 'desk.scan.unknown')}</span>
    );
  return (
    <span class="inline-grid justify-items-start">
      <bdi class="wrap-anywhere font-medium">{ticket.name || t('portal.ticket.noName')}</bdi>
      <span class="text-ink-muted text-sm">
        <bdi>{ticket.ticketType}</bdi>
        {ticket.orderReference && (
          <>
            {' · '}
            <bdi>{ticket.orderReference}</bdi>
          </>
        )}
      </span>
    </span>
  );
}

/** What the phone showed, which way, and whatever was unusual about it. */
export function ScanVerdict({ scan }: ScanProps) {
  const { t } = useI18n();
  const how = scan.how === null ? undefined : howNames[scan.how];
  const notes = [
    // "Out" is what the phone showed as well.
    ...(scan.direction === null || scan.result === 'exit' ? [] : [t(directionNames[scan.direction])]),
    ...(how === undefined ? [] : [t(how)]),
    ...(scan.persons > 1 ? [t('desk.scan.persons', { count: scan.persons })] : []),
    ...(scan.relation === 'overrides' ? [t('desk.scan.overridden')] : []),
    ...(scan.relation === 'answers' ? [t('desk.scan.confirmed')] : []),
  ];
  return (
    <span class="inline-grid justify-items-start gap-1">
      <FaceBadge face={verdictOf(scan)} />
      {notes.length > 0 && <span class="text-ink-muted text-sm">{notes.join(' · ')}</span>}
    </span>
  );
}

export function ScanStanding({ scan }: ScanProps) {
  const { t } = useI18n();
  const face = standingOf(scan);
  if (face === undefined) return <>–</>;
  return (
    <span class="inline-grid justify-items-start gap-1">
      {scan.standing === 'stands' ? (
        <span class="text-ink-muted">{t(face.label)}</span>
      ) : (
        <FaceBadge face={face} />
      )}
      {!scan.sure && <span class="text-ink-muted text-sm">{t('desk.standing.unsure')}</span>}
    </span>
  );
}

export function FaceBadge({ face: { tone, label } }: { readonly face: Face }) {
  const { t } = useI18n();
  if (tone === 'neutral') return <Badge>{t(label)}</Badge>;
  return <StatusBadge tone={tone}>{t(label)}</StatusBadge>;
}
