import { formatDate, isLocale, localeNames } from '@gatehouse/shared/i18n';
import { Badge, Button, EditIcon, Panel, Skeleton, useI18n } from '@gatehouse/shared/ui';
import { useQuery } from '@tanstack/react-query';
import type { ComponentChildren } from 'preact';
import { toProblem } from '../../../forms/describe-issue.js';
import { ProblemNotice } from '../../shell/problem-notice.js';
import { useEvent } from '../events/event-context.js';
import { TicketAnswers } from '../questions/ticket-answers.js';
import { TicketDates } from '../series/ticket-dates.js';
import { MailStatus } from './mail-status.js';
import { TicketActions } from './ticket-actions.js';
import { type Ticket, ticketQuery } from './ticket-api.js';
import { TicketCode } from './ticket-code.js';
import { TicketFamily } from './ticket-family.js';
import { DoorMarks, TicketState } from './ticket-state.js';
import { TicketWristbands } from './ticket-wristbands.js';

export interface TicketDetailsProps {
  readonly ticketId: string;
  readonly typeNames: ReadonlyMap<string, string>;
  readonly mayWrite: boolean;
  readonly onEdit: (ticket: Ticket) => void;
  /** Changes what the door knows of it. */
  readonly onDoorState: (ticket: Ticket) => void;
  /** Shows another one in its place. */
  readonly onOpen: (ticket: Ticket) => void;
  readonly onClose: () => void;
}

/** All that is known of one ticket, its code, and what can be done with it. */
export function TicketDetails(props: TicketDetailsProps) {
  const { ticketId, typeNames, mayWrite, onEdit, onDoorState, onOpen, onClose } = props;
  const { t } = useI18n();
  const { id: eventId } = useEvent();
  const found = useQuery(ticketQuery(eventId, ticketId));
  const ticket = found.data;
  return (
    <Panel title={ticket?.name || t('portal.ticket.noName')} onLeave={onClose}>
      <div class="ui-panel-form">
        <div class="ui-panel-body">
          {ticket ? (
            <>
              <p class="flex flex-wrap gap-2">
                <TicketState state={ticket.state} />
                {ticket.test && <Badge>{t('portal.ticket.test')}</Badge>}
                <DoorMarks ticket={ticket} />
              </p>
              <TicketCode ticket={ticket} />
              {mayWrite && <TicketActions ticket={ticket} onDoorState={() => onDoorState(ticket)} />}
              <MailStatus ticketId={ticket.id} />
              <TicketDates />
              <TicketFamily ticket={ticket} typeNames={typeNames} onOpen={onOpen} />
              <Facts ticket={ticket} typeName={typeNames.get(ticket.ticketTypeId) ?? '…'} />
              <TicketWristbands ticketId={ticket.id} />
              <TicketAnswers ticketId={ticket.id} />
            </>
          ) : found.isError ? (
            <ProblemNotice problem={toProblem(found.error)} onRetry={() => void found.refetch()} />
          ) : (
            <Skeleton lines={8} />
          )}
        </div>
        <footer>
          <Button onClick={onClose}>{t('common.close')}</Button>
          {mayWrite && ticket && (
            <Button kind="primary" onClick={() => onEdit(ticket)}>
              <EditIcon />
              {t('portal.ticket.edit')}
            </Button>
          )}
        </footer>
      </div>
    </Panel>
  );
}

/** What is empty is not shown. */
function Facts({ ticket, typeName }: { readonly ticket: Ticket; readonly typeName: string }) {
  const { t, locale } = useI18n();
  const { timeZone } = useEvent();
  const shown = (instant: string | null) => instant && formatDate(locale, instant, { timeZone });
  const { language } = ticket;
  return (
    <dl class="grid gap-3">
      <Fact label={t('portal.ticket.type')}>{typeName}</Fact>
      <Fact label={t('portal.signIn.email')}>{ticket.email}</Fact>
      <Fact label={t('portal.ticket.language')}>
        {language && isLocale(language) ? localeNames[language] : language}
      </Fact>
      <Fact label={t('portal.ticket.order')}>{ticket.orderReference}</Fact>
      <Fact label={t('portal.ticket.seat')}>{ticket.seat}</Fact>
      <Fact label={t('portal.ticket.note')}>{ticket.note}</Fact>
      <Fact label={t('portal.ticket.texts')}>{ticket.texts.join('\n')}</Fact>
      <Fact label={t('portal.type.validFrom')}>{shown(ticket.validFrom)}</Fact>
      <Fact label={t('portal.type.validUntil')}>{shown(ticket.validUntil)}</Fact>
      <Fact label={t('portal.ticket.externalId')}>{ticket.externalId}</Fact>
      <Fact label={t('portal.ticket.barcodes')}>{ticket.barcodes.join('\n')}</Fact>
      <Fact label={t('portal.ticket.added')}>{shown(ticket.createdAt)}</Fact>
    </dl>
  );
}

interface FactProps {
  readonly label: string;
  readonly children: ComponentChildren;
}

function Fact({ label, children }: FactProps) {
  if (!children) return null;
  return (
    <div>
      <dt class="text-ink-muted text-sm">{label}</dt>
      <dd class="wrap-anywhere whitespace-pre-line">
        <bdi>{children}</bdi>
      </dd>
    </div>
  );
}
