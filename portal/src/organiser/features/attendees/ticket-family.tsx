import { Notice, useI18n } from '@gatehouse/shared/ui';
import { useQuery } from '@tanstack/react-query';
import { useEvent } from '../events/event-context.js';
import { addOnsQuery, type Ticket, ticketQuery } from './ticket-api.js';
import { TicketState } from './ticket-state.js';

export interface TicketFamilyProps {
  readonly ticket: Ticket;
  readonly typeNames: ReadonlyMap<string, string>;
  readonly onOpen: (ticket: Ticket) => void;
}

/** The ticket that this one was added to, and those that were added to it; nothing for a ticket that is alone. */
export function TicketFamily({ ticket, typeNames, onOpen }: TicketFamilyProps) {
  const { t } = useI18n();
  const { id: eventId } = useEvent();
  const { parentId } = ticket;
  const parent = useQuery({ ...ticketQuery(eventId, parentId ?? ''), enabled: parentId !== null }).data;
  const addOns = useQuery({ ...addOnsQuery(eventId, ticket.id), enabled: parentId === null }).data ?? [];
  const shown = { typeNames, onOpen };
  if (parentId !== null)
    return (
      <>
        {parent && parent.state !== 'good' && ticket.state === 'good' && (
          <Notice tone="warn">{t('portal.ticket.parentDead')}</Notice>
        )}
        {parent && <Members title={t('portal.ticket.addedTo')} members={[parent]} {...shown} />}
      </>
    );
  return addOns.length === 0 ? null : (
    <Members title={t('portal.ticket.addOns')} members={addOns} {...shown} />
  );
}

interface MembersProps extends Omit<TicketFamilyProps, 'ticket'> {
  readonly title: string;
  readonly members: readonly Ticket[];
}

function Members({ title, members, typeNames, onOpen }: MembersProps) {
  const { t } = useI18n();
  return (
    <section aria-label={title}>
      <h3 class="text-ink-muted text-sm">{title}</h3>
      <ul class="grid gap-2">
        {members.map((member) => (
          <li key={member.id} class="flex flex-wrap items-center justify-between gap-2">
            <span class="min-w-0">
              <button type="button" class="ui-row-button" onClick={() => onOpen(member)}>
                <bdi>{member.name || t('portal.ticket.noName')}</bdi>
              </button>
              <span class="block text-ink-muted text-sm">
                <bdi>{typeNames.get(member.ticketTypeId) ?? '…'}</bdi>
              </span>
            </span>
            <TicketState state={member.state} />
          </li>
        ))}
      </ul>
    </section>
  );
}
