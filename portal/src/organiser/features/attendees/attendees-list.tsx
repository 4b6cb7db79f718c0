import { Badge, type Column, Skeleton, Table, useI18n } from '@gatehouse/shared/ui';
import type { UseInfiniteQueryResult } from '@tanstack/react-query';
import { toProblem } from '../../../forms/describe-issue.js';
import { MorePages } from '../../shell/more-pages.js';
import { ProblemNotice } from '../../shell/problem-notice.js';
import type { Ticket } from './ticket-api.js';
import { DoorMarks, TicketState } from './ticket-state.js';

/** As much of the answers as a list needs. */
interface Pages {
  readonly pages: readonly { readonly data: readonly Ticket[]; readonly page: { readonly total?: number } }[];
}

export interface AttendeesListProps {
  readonly list: UseInfiniteQueryResult<Pages>;
  readonly typeNames: ReadonlyMap<string, string>;
  readonly onOpen: (ticket: Ticket) => void;
}

export function AttendeesList({ list, typeNames, onOpen }: AttendeesListProps) {
  const { t } = useI18n();
  const columns = useColumns(typeNames, onOpen);
  if (list.isError && list.data === undefined) {
    return (
      <div class="p-5">
        <ProblemNotice problem={toProblem(list.error)} onRetry={() => void list.refetch()} />
      </div>
    );
  }
  if (list.data === undefined) {
    return (
      <div class="p-5">
        <Skeleton lines={6} />
      </div>
    );
  }
  const tickets = list.data.pages.flatMap(({ data }) => data);
  const total = list.data.pages[0]?.page.total ?? tickets.length;
  return (
    <>
      <p role="status" class="px-5 pb-2 text-ink-muted text-sm">
        {t('portal.attendees.total', { count: total })}
      </p>
      {tickets.length > 0 && (
        <>
          <Table
            caption={t('portal.attendees.title')}
            columns={columns}
            rows={tickets}
            rowKey={({ id }) => id}
          />
          <MorePages list={list} count={tickets.length} />
        </>
      )}
    </>
  );
}

function useColumns(
  typeNames: ReadonlyMap<string, string>,
  onOpen: (ticket: Ticket) => void,
): readonly Column<Ticket>[] {
  const { t } = useI18n();
  return [
    {
      label: t('portal.edit.name'),
      cell: (ticket) => (
        <button type="button" class="ui-row-button" onClick={() => onOpen(ticket)}>
          <bdi>{ticket.name || t('portal.ticket.noName')}</bdi>
          {ticket.test && <Badge>{t('portal.ticket.test')}</Badge>}
        </button>
      ),
    },
    {
      label: t('portal.signIn.email'),
      cell: ({ email }) => <bdi class="wrap-anywhere">{email ?? '–'}</bdi>,
    },
    {
      label: t('portal.ticket.type'),
      cell: ({ ticketTypeId }) => <bdi>{typeNames.get(ticketTypeId) ?? '…'}</bdi>,
    },
    {
      label: t('portal.ticket.order'),
      cell: ({ orderReference }) => <bdi class="wrap-anywhere">{orderReference ?? '–'}</bdi>,
    },
    {
      label: t('portal.ticket.state'),
      cell: (ticket) => (
        <span class="flex flex-wrap gap-1">
          <TicketState state={ticket.state} />
          <DoorMarks ticket={ticket} />
        </span>
      ),
    },
  ];
}
