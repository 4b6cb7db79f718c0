import { SelectField, TextField, useI18n } from '@gatehouse/shared/ui';
import { useState } from 'preact/hooks';
import { useSettled } from '../../../forms/use-settled.js';
import type { TicketType } from '../ticket-types/ticket-type-api.js';
import { everyTicket, type TicketFilter } from './ticket-api.js';
import { payments, states } from './ticket-state.js';

/** What is being filled in, and what is asked of the server once the typing pauses. */
export function useTicketFilter() {
  const [filter, setFilter] = useState(everyTicket);
  const asked = useSettled(filter);
  return {
    filter,
    asked,
    change: (part: Partial<TicketFilter>) => setFilter((old) => ({ ...old, ...part })),
  };
}

export interface TicketFiltersProps {
  readonly filter: TicketFilter;
  readonly types: readonly TicketType[];
  readonly onChange: (part: Partial<TicketFilter>) => void;
}

export function TicketFilters({ filter, types, onChange }: TicketFiltersProps) {
  const { t } = useI18n();
  return (
    <search class="grid gap-3 px-5 py-3 md:grid-cols-2 xl:grid-cols-[minmax(0,2fr)_minmax(0,1fr)_minmax(0,1fr)_minmax(0,1fr)]">
      <TextField
        required
        name="search"
        type="search"
        label={t('portal.attendees.search')}
        placeholder={t('portal.attendees.searchHint')}
        value={filter.search}
        onValue={(search) => onChange({ search: search.slice(0, 100) })}
      />
      <SelectField
        required
        name="type"
        label={t('portal.ticket.type')}
        value={filter.ticketTypeId}
        onValue={(ticketTypeId) => onChange({ ticketTypeId })}
        options={[
          { value: '', label: t('portal.attendees.everyType') },
          ...types.map(({ id, name }) => ({ value: id, label: name })),
        ]}
      />
      <SelectField
        required
        name="state"
        label={t('portal.ticket.state')}
        value={filter.state}
        onValue={(picked) => onChange({ state: states.find(({ state }) => state === picked)?.state ?? '' })}
        options={[
          { value: '', label: t('portal.attendees.everyState') },
          ...states.map(({ state, label }) => ({ value: state as string, label: t(label) })),
        ]}
      />
      <SelectField
        required
        name="payment"
        label={t('portal.ticket.payment')}
        value={filter.payment}
        onValue={(picked) =>
          onChange({ payment: payments.find(({ payment }) => payment === picked)?.payment ?? '' })
        }
        options={[
          { value: '', label: t('portal.attendees.everyPayment') },
          ...payments.map(({ payment, label }) => ({ value: payment as string, label: t(label) })),
        ]}
      />
    </search>
  );
}
