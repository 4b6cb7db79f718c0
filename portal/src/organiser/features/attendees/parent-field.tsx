import { formatNumber } from '@gatehouse/shared/i18n';
import { SelectField, TextField, useI18n } from '@gatehouse/shared/ui';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'preact/hooks';
import type { Form } from '../../../forms/use-form.js';
import { useSettled } from '../../../forms/use-settled.js';
import { useEvent } from '../events/event-context.js';
import type { TicketType } from '../ticket-types/ticket-type-api.js';
import { addOnsQuery, everyTicket, type Ticket, ticketQuery, ticketsQuery } from './ticket-api.js';
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
  const { offered, found } = useOffered(search, value, ticket);
  const hasAddOns = useHasAddOns(ticket);
  if (hasAddOns) return <p class="text-ink-muted text-sm">{t('portal.ticket.hasAddOns')}</p>;
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
      <p role="status" class="text-sm">
        {found !== null && search.trim() !== '' && <Found {...found} />}
      </p>
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

interface FoundTickets {
  readonly count: number;
  readonly hasMore: boolean;
}

/** A list that is shut does not show that it has changed. */
function Found({ count, hasMore }: FoundTickets) {
  const { t, locale } = useI18n();
  if (count === 0) return <>{t('portal.ticket.parentsNone')}</>;
  if (hasMore) return <>{t('portal.ticket.parentsMany', { number: formatNumber(locale, count) })}</>;
  return <>{t('portal.ticket.parentsFound', { count })}</>;
}

/** One step: what others were added to belongs to nobody itself. */
function useHasAddOns(ticket: Ticket | undefined): boolean {
  const { id: eventId } = useEvent();
  const enabled = ticket !== undefined && ticket.parentId === null;
  const addOns = useQuery({ ...addOnsQuery(eventId, ticket?.id ?? ''), enabled }).data ?? [];
  return addOns.length > 0;
}

/** What was found, and above it the one that is chosen: a ticket that was added to another one cannot be it, nor one for trying out that of a real one. */
function useOffered(search: string, chosenId: string, own: Ticket | undefined) {
  const { id: eventId } = useEvent();
  const words = useSettled(search);
  const found = useInfiniteQuery(ticketsQuery(eventId, { ...everyTicket, search: words }));
  const chosen = useQuery({ ...ticketQuery(eventId, chosenId), enabled: chosenId !== '' }).data;
  const others = (found.data?.pages[0]?.data ?? []).filter(
    ({ id, parentId, test }) =>
      parentId === null && id !== own?.id && id !== chosenId && test === (own?.test ?? false),
  );
  const offered: readonly Ticket[] = chosen !== undefined && chosenId !== '' ? [chosen, ...others] : others;
  const isSettled = words === search && !found.isFetching;
  return { offered, found: isSettled ? { count: others.length, hasMore: found.hasNextPage } : null };
}

/** Names are not always different; the order and the seat tell more. */
function labelOf(ticket: Ticket, types: readonly TicketType[]): string {
  const type = types.find(({ id }) => id === ticket.ticketTypeId)?.name;
  return [ticket.name || '–', type, ticket.orderReference, ticket.seat]
    .filter(Boolean)
    .map((part) => `\u2068${part}\u2069`)
    .join(' · ');
}
