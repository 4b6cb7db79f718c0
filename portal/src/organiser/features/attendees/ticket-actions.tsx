import { Button, useI18n, useToast } from '@gatehouse/shared/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'preact/hooks';
import { AskFirst } from '../../editing/ask-first.js';
import { useEvent } from '../events/event-context.js';
import { type Ticket, ticketsKey } from './ticket-api.js';
import { stepsFrom, type TicketStep } from './ticket-steps.js';

export interface TicketActionsProps {
  readonly ticket: Ticket;
  readonly onDoorState: () => void;
}

export function TicketActions({ ticket, onDoorState }: TicketActionsProps) {
  const { t } = useI18n();
  const [asked, setAsked] = useState<Asked | undefined>();
  return (
    <div class="ui-actions">
      {stepsFrom(ticket.state).map((step) => (
        <Button
          key={step.label}
          kind={step.kind}
          onClick={() => setAsked({ step, intention: crypto.randomUUID() })}
        >
          {t(step.label)}
        </Button>
      ))}
      <Button onClick={onDoorState}>{t('portal.ticket.atDoor')}</Button>
      {asked && <Question ticket={ticket} {...asked} onClose={() => setAsked(undefined)} />}
    </div>
  );
}

interface Asked {
  readonly step: TicketStep;
  readonly intention: string;
}

interface QuestionProps extends Asked {
  readonly ticket: Ticket;
  readonly onClose: () => void;
}

/** A refusal is told in the question, because it names what has to be done first. */
function Question({ ticket, step, intention, onClose }: QuestionProps) {
  const { t } = useI18n();
  const { id: eventId, status } = useEvent();
  const queries = useQueryClient();
  const showToast = useToast();
  const act = useMutation({
    mutationFn: () => step.run(eventId, ticket, intention),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ticketsKey(eventId) });
      showToast(t(step.done));
      onClose();
    },
  });
  return (
    <AskFirst
      danger={step.kind === 'danger'}
      title={t(step.title)}
      text={t(step.text)}
      confirm={t(step.label)}
      cancel={t('common.close')}
      effects={status === 'published' ? ['next_sync'] : []}
      act={act}
      onClose={onClose}
    />
  );
}
