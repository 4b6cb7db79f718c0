import { SelectField, TextField, useI18n } from '@gatehouse/shared/ui';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'preact/hooks';
import type { Form } from '../../../forms/use-form.js';
import { useSettled } from '../../../forms/use-settled.js';
import { useEvent } from '../events/event-context.js';
import type { TicketType } from '../ticket-types/ticket-type-api.js';
import { everyTicket, type Ticket, ticketQuery, ticketsQuery } from './ticket-api.js';
import type { TicketEntries } from './ticket-entries.js';

export interface ParentFieldProps {
  readonly form: Form<TicketEntries>;
  /** Unset while it is being created. */
  readonly ticket: Ticket | undefined;
  readonly types: readonly TicketType[];
}

/** The ticket that this one was added to: found by words, and chosen among what was found. */
export function ParentField({ form, ticket, types }: ParentFieldProps) {
  const { t } = useI18n();
  const [search, setSearch] = useState('');
  const { value } = form.field('parentId');
  const offered = useOffered(search, value, ticket);
  return (
    <fieldset class="grid min-w-0 gap-3 rounded-lg border border-line p-3">
      <legend class="px-1 font-medium">{t('portal.ticket.addedTo')}</legend>
      <TextField
        name="parent-search"
        type="search"
        label={t('portal.ticket.findParent')}
        hint={t('portal.ticket.findParentHint')}
        value={search}
        onValue={(words) => setSearch(words.slice(0, 100))}
      />
      <SelectField
        {...form.field('parentId')}
        label={t('portal.ticket.parent')}
        hint={t('portal.ticket.parentHint')}
        options={[
          { value: '', label: t('portal.ticket.noParent') },
          ...offered.map((each) => ({ value: each.id, label: labelOf(each, types) })),
        ]}
      />
    </fieldset>
  );
}

/** What was found, and above it the one that is chosen: a ticket that was added to another one cannot be it, nor one for trying out that of a real one. */
function useOffered(search: string, chosenId: string, own: Ticket | undefined): readonly Ticket[] {
  const { id: eventId } = useEvent();
  const words = useSettled(search);
  const found = useInfiniteQuery(ticketsQuery(eventId, { ...everyTicket, search: words }));
  const chosen = useQuery({ ...ticketQuery(eventId, chosenId), enabled: chosenId !== '' }).data;
  const others = (found.data?.pages[0]?.data ?? []).filter(
    ({ id, parentId, test }) =>
      parentId === null && id !== own?.id && id !== chosenId && test === (own?.test ?? false),
  );
  return chosen !== undefined && chosenId !== '' ? [chosen, ...others] : others;
}

/** Names are not always different; the order and the seat tell more. */
function labelOf(ticket: Ticket, types: readonly TicketType[]): string {
  const type = types.find(({ id }) => id === ticket.ticketTypeId)?.name;
  return [ticket.name || '–', type, ticket.orderReference, ticket.seat]
    .filter(Boolean)
    .map((part) => `\u2068${part}\u2069`)
    .join(' · ');
}
