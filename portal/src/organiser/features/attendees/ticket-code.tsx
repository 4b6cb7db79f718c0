import { Notice, OutsideIcon, Skeleton, useI18n } from '@gatehouse/shared/ui';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'preact/hooks';
import { describeProblem, toProblem } from '../../../forms/describe-issue.js';
import { drawTicket } from '../../shell/draw-symbol.js';
import { QrCode } from '../../shell/qr-code.js';
import { useEvent } from '../events/event-context.js';
import { type Ticket, ticketCodeQuery } from './ticket-api.js';

/** The code that lets a ticket in, as the attendee has it. */
export function TicketCode({ ticket }: { readonly ticket: Ticket }) {
  const { t } = useI18n();
  const { id: eventId } = useEvent();
  const code = useQuery(ticketCodeQuery(eventId, ticket));
  if (code.isError) return <Notice tone="warn">{describeProblem(t, toProblem(code.error))}</Notice>;
  if (code.data === undefined) return <Skeleton lines={6} />;
  return (
    <figure class="grid justify-items-center gap-2">
      <CodeOf text={code.data.code} label={t('portal.ticket.codeOf', { name: ticket.name })} />
      <figcaption class="grid justify-items-center gap-1 text-center text-ink-muted text-sm">
        <span>{t('portal.ticket.shortCode')}</span>
        <code dir="ltr" class="select-all font-mono text-ink text-lg tracking-wider">
          {code.data.shortCode}
        </code>
        <span>{t('portal.ticket.issue', { count: code.data.generation + 1 })}</span>
        <a class="ui-button" data-kind="secondary" href={code.data.pagePath} target="_blank" rel="noreferrer">
          <OutsideIcon />
          {t('portal.ticket.openPage')}
        </a>
      </figcaption>
    </figure>
  );
}

function CodeOf({ text, label }: { readonly text: string; readonly label: string }) {
  const symbol = useMemo(() => drawTicket(text), [text]);
  return <QrCode symbol={symbol} label={label} />;
}
