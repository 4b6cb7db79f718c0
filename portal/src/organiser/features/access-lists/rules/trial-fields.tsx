import type { PlainKey } from '@gatehouse/shared/i18n';
import { DateTimeField, SelectField, TextField, useI18n } from '@gatehouse/shared/ui';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'preact/hooks';
import { everyTicket, ticketsQuery } from '../../attendees/ticket-api.js';
import { useEvent } from '../../events/event-context.js';
import type { Trial } from './trial-api.js';
import type { RuleNames } from './use-rule-speaker.js';

/** What the door is asked about. */
export interface Asked {
  readonly ticketId: string;
  /** By the event's clock; empty: now. */
  readonly local: string;
  /** Empty: no particular gate. */
  readonly gateId: string;
  readonly direction: Trial['direction'];
}

export const nothingAsked: Asked = { ticketId: '', local: '', gateId: '', direction: 'in' };

export interface TrialFieldsProps {
  readonly asked: Asked;
  readonly names: RuleNames;
  readonly onAsked: (change: Partial<Asked>) => void;
}

const directions = ['in', 'out', 'check'] as const;

const directionTexts: Readonly<Record<Trial['direction'], PlainKey>> = {
  in: 'rules.trial.in',
  out: 'rules.trial.out',
  check: 'rules.trial.check',
};

export function TrialFields({ asked, names, onAsked }: TrialFieldsProps) {
  const { t } = useI18n();
  const { timeZone } = useEvent();
  return (
    <>
      <TicketChoice ticketId={asked.ticketId} names={names} onTicket={(ticketId) => onAsked({ ticketId })} />
      <DateTimeField
        name="trial-at"
        label={t('rules.trial.at')}
        hint={t('rules.trial.atHint')}
        timeZone={timeZone}
        value={asked.local}
        onValue={(local) => onAsked({ local })}
      />
      <SelectField
        name="trial-gate"
        required
        label={t('rules.trial.gate')}
        value={asked.gateId}
        onValue={(gateId) => onAsked({ gateId })}
        options={[
          { value: '', label: t('rules.trial.noGate') },
          ...names.gates.map(({ id, name }) => ({ value: id, label: name })),
        ]}
      />
      <SelectField
        name="trial-direction"
        required
        label={t('rules.trial.direction')}
        value={asked.direction}
        onValue={(picked) => onAsked({ direction: directions.find((each) => each === picked) ?? 'in' })}
        options={directions.map((each) => ({ value: each, label: t(directionTexts[each]) }))}
      />
    </>
  );
}

interface TicketChoiceProps {
  readonly ticketId: string;
  readonly names: RuleNames;
  readonly onTicket: (ticketId: string) => void;
}

/** The first of the tickets that were found is chosen until another one is. */
function TicketChoice({ ticketId, names, onTicket }: TicketChoiceProps) {
  const { t } = useI18n();
  const { id: eventId } = useEvent();
  const [search, setSearch] = useState('');
  const found = useInfiniteQuery(ticketsQuery(eventId, { ...everyTicket, search }));
  const tickets = found.data?.pages[0]?.data ?? [];
  const isThere = tickets.some(({ id }) => id === ticketId);
  const first = tickets[0]?.id ?? '';
  useEffect(() => {
    if (!isThere && !found.isPending && first !== ticketId) onTicket(first);
  }, [isThere, first, ticketId, found.isPending, onTicket]);
  return (
    <>
      <TextField
        name="trial-search"
        type="search"
        label={t('rules.trial.search')}
        hint={t('rules.trial.searchHint')}
        value={search}
        onValue={setSearch}
      />
      <SelectField
        name="trial-ticket"
        required
        label={t('rules.trial.ticket')}
        value={ticketId}
        onValue={onTicket}
        options={tickets.map(({ id, name, ticketTypeId }) => ({
          value: id,
          label: labelOf(name, ticketTypeId, names),
        }))}
      />
    </>
  );
}

function labelOf(name: string, ticketTypeId: string, { types }: RuleNames): string {
  const type = types.find(({ id }) => id === ticketTypeId)?.name ?? '';
  return `${name || '–'} · ${type}`;
}
