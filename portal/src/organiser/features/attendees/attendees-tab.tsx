import { Button, Card, EmptyState, Notice, PlusIcon, useI18n, useToast } from '@gatehouse/shared/ui';
import { keepPreviousData, useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { useMay } from '../../../api/browser-session.js';
import { useTitle } from '../../shell/use-title.js';
import { useEvent } from '../events/event-context.js';
import { ImportLink, ImportNotice } from '../imports/import-notice.js';
import { type TicketType, ticketTypesQuery } from '../ticket-types/ticket-type-api.js';
import { AttendeesList } from './attendees-list.js';
import { DoorStatePanel } from './door-state-panel.js';
import { ExportButton } from './export-button.js';
import { MailButton } from './mail-button.js';
import { RefusedMails } from './mail-status.js';
import { everyTicket, type Ticket, ticketsKey, ticketsQuery } from './ticket-api.js';
import { TicketDetails } from './ticket-details.js';
import { TicketFilters, useTicketFilter } from './ticket-filters.js';
import { TicketPanel } from './ticket-panel.js';

export function AttendeesTab() {
  const { t } = useI18n();
  const { name } = useEvent();
  useTitle(`${t('portal.event.tab.attendees')} – ${name}`);
  // Who may not see the attendees is told so, instead of being shown an error.
  return useMay('tickets.read') ? <Attendees /> : <Notice>{t('errors.answer.forbidden')}</Notice>;
}

function Attendees() {
  const { t } = useI18n();
  const { id: eventId, status } = useEvent();
  const mayWrite = useMay('tickets.write') && status !== 'archived';
  const types = useQuery(ticketTypesQuery(eventId)).data ?? [];
  const { filter, asked, change } = useTicketFilter();
  const list = useInfiniteQuery({ ...ticketsQuery(eventId, asked), placeholderData: keepPreviousData });
  const sheets = useSheets(types, mayWrite);
  const none = asked === everyTicket || JSON.stringify(asked) === JSON.stringify(everyTicket);
  const empty = none && list.data?.pages[0]?.data.length === 0;
  const add = mayWrite && (
    <Button kind="primary" onClick={sheets.add}>
      <PlusIcon />
      {t('portal.ticket.create')}
    </Button>
  );
  return (
    <div class="grid gap-4">
      <ImportNotice />
      <RefusedMails />
      <Card
        title={t('portal.attendees.title')}
        flush={!empty}
        actions={
          !empty && (
            <>
              {mayWrite && <MailButton />}
              <ExportButton filter={asked} />
              {mayWrite && <ImportLink />}
              {add}
            </>
          )
        }
      >
        {empty ? (
          <EmptyState
            title={t('portal.attendees.empty')}
            hint={t('portal.attendees.emptyHint')}
            action={
              mayWrite && (
                <div class="ui-actions justify-center">
                  <ImportLink kind="primary" />
                  <Button onClick={sheets.add}>{t('portal.ticket.create')}</Button>
                </div>
              )
            }
          />
        ) : (
          <>
            <TicketFilters filter={filter} types={types} onChange={change} />
            <AttendeesList list={list} typeNames={namesOf(types)} onOpen={sheets.open} />
          </>
        )}
        {sheets.shown}
      </Card>
    </div>
  );
}

function namesOf(types: readonly TicketType[]): ReadonlyMap<string, string> {
  return new Map(types.map(({ id, name }) => [id, name]));
}

type Sheet =
  | { readonly kind: 'new' }
  | { readonly kind: 'details'; readonly ticketId: string }
  | { readonly kind: 'edit'; readonly ticket: Ticket }
  | { readonly kind: 'door'; readonly ticket: Ticket };

/** One sheet at a time: a ticket, its form, or the form of a new one. After its form a ticket is shown again. */
function useSheets(types: readonly TicketType[], mayWrite: boolean) {
  const { t } = useI18n();
  const { id: eventId } = useEvent();
  const queries = useQueryClient();
  const showToast = useToast();
  const [sheet, setSheet] = useState<Sheet | undefined>();
  async function onSaved({ id: ticketId }: Ticket): Promise<void> {
    await queries.invalidateQueries({ queryKey: ticketsKey(eventId) });
    showToast(t('portal.edit.saved'));
    setSheet({ kind: 'details', ticketId });
  }
  const shown: ComponentChildren = sheet && <SheetOf {...{ sheet, setSheet, types, mayWrite, onSaved }} />;
  return {
    shown,
    add: () => setSheet({ kind: 'new' }),
    open: ({ id }: Ticket) => setSheet({ kind: 'details', ticketId: id }),
  };
}

interface SheetProps {
  readonly sheet: Sheet;
  readonly setSheet: (sheet: Sheet | undefined) => void;
  readonly types: readonly TicketType[];
  readonly mayWrite: boolean;
  readonly onSaved: (ticket: Ticket) => Promise<void>;
}

function SheetOf({ sheet, setSheet, types, mayWrite, onSaved }: SheetProps) {
  const close = () => setSheet(undefined);
  if (sheet.kind === 'new') return <TicketPanel ticket={undefined} onSaved={onSaved} onClose={close} />;
  if (sheet.kind === 'edit' || sheet.kind === 'door') {
    const back = () => setSheet({ kind: 'details', ticketId: sheet.ticket.id });
    if (sheet.kind === 'door')
      return <DoorStatePanel ticket={sheet.ticket} onSaved={onSaved} onClose={back} />;
    return <TicketPanel ticket={sheet.ticket} onSaved={onSaved} onClose={back} />;
  }
  return (
    <TicketDetails
      ticketId={sheet.ticketId}
      typeNames={namesOf(types)}
      mayWrite={mayWrite}
      onEdit={(ticket) => setSheet({ kind: 'edit', ticket })}
      onDoorState={(ticket) => setSheet({ kind: 'door', ticket })}
      onOpen={({ id }) => setSheet({ kind: 'details', ticketId: id })}
      onClose={close}
    />
  );
}
