import { CheckboxField, ConfirmDialog, SelectField, TextField, useI18n } from '@gatehouse/shared/ui';
import { useState } from 'preact/hooks';
import { type Form, useForm } from '../../../forms/use-form.js';
import { EditPanel } from '../../editing/edit-panel.js';
import { PhoneEffects } from '../../editing/phone-effects.js';
import { useEvent } from '../events/event-context.js';
import {
  type DoorStateEntries,
  doorStateEntriesOf,
  doorStateOf,
  doorStateSchema,
  shutsOut,
} from './door-state-entries.js';
import { setDoorState, type Ticket } from './ticket-api.js';
import { payments, states } from './ticket-state.js';

export interface DoorStatePanelProps {
  readonly ticket: Ticket;
  readonly onSaved: (ticket: Ticket) => Promise<void>;
  readonly onClose: () => void;
}

/** What the door knows of a ticket. Whatever shuts somebody out is saved after a question. */
export function DoorStatePanel({ ticket, onSaved, onClose }: DoorStatePanelProps) {
  const { t } = useI18n();
  const { id: eventId } = useEvent();
  const question = useQuestion();
  const form = useForm<DoorStateEntries>({
    schema: doorStateSchema,
    initial: doorStateEntriesOf(ticket),
    submit: async (entries) => {
      const change = doorStateOf(ticket, entries);
      if (shutsOut(ticket, change) && !(await question.ask())) return;
      await setDoorState(eventId, ticket.id, change);
      await onSaved(ticket);
    },
  });
  return (
    <EditPanel
      title={t('portal.ticket.atDoor')}
      form={form}
      readOnly={false}
      submitLabel={t('portal.edit.save')}
      onClose={onClose}
    >
      <SelectField
        {...form.field('state')}
        label={t('portal.ticket.state')}
        hint={t('portal.ticket.stateHint')}
        options={states
          .filter(({ state }) => isReachable(ticket.state, state))
          .map(({ state, label }) => ({ value: state, label: t(label) }))}
      />
      <SelectField
        {...form.field('payment')}
        label={t('portal.ticket.payment')}
        hint={t('portal.ticket.paymentHint')}
        options={payments.map(({ payment, label }) => ({ value: payment, label: t(label) }))}
      />
      <CheckboxField {...noLimitOf(form)} label={t('portal.ticket.noEntryLimit')} />
      {!form.values.noLimit && (
        <TextField
          {...form.field('entries')}
          inputMode="numeric"
          label={t('portal.ticket.entries')}
          hint={t('portal.ticket.entriesHint')}
        />
      )}
      <CheckboxField
        {...form.tick('asksQuestions')}
        label={t('portal.ticket.asksQuestions')}
        hint={t('portal.ticket.asksQuestionsHint')}
      />
      <ShutsOut question={question} />
    </EditPanel>
  );
}

/** The tick that takes the field of the number away, and with it what was wrong there. */
function noLimitOf({ tick, field }: Form<DoorStateEntries>) {
  const noLimit = tick('noLimit');
  function onChecked(checked: boolean): void {
    noLimit.onChecked(checked);
    if (checked) field('entries').onValue('');
  }
  return { ...noLimit, onChecked };
}

/** A ticket has one state at a time: what shuts it out is ended before something else does. */
function isReachable(from: Ticket['state'], to: Ticket['state']): boolean {
  return from === 'good' || to === from || to === 'good' || to === 'cancelled';
}

interface Question {
  readonly asking: boolean;
  /** @returns what was answered */
  readonly ask: () => Promise<boolean>;
  readonly answer: (isYes: boolean) => void;
}

function useQuestion(): Question {
  const [asked, setAsked] = useState<{ readonly resolve: (isYes: boolean) => void } | undefined>();
  return {
    asking: asked !== undefined,
    ask: () => new Promise((resolve) => setAsked({ resolve })),
    answer: (isYes) => {
      setAsked(undefined);
      asked?.resolve(isYes);
    },
  };
}

function ShutsOut({ question }: { readonly question: Question }) {
  const { t } = useI18n();
  const { status } = useEvent();
  return (
    <ConfirmDialog
      open={question.asking}
      danger
      title={t('portal.ticket.shutOutTitle')}
      text={t('portal.ticket.shutOutText')}
      confirm={t('portal.edit.save')}
      cancel={t('common.cancel')}
      onConfirm={() => question.answer(true)}
      onClose={() => question.answer(false)}
    >
      <PhoneEffects
        title={t('portal.effect.before')}
        effects={status === 'published' ? ['next_sync'] : []}
        calmTone="info"
      />
    </ConfirmDialog>
  );
}
