import { isLocale, localeNames, locales } from '@gatehouse/shared/i18n';
import {
  CheckboxField,
  ChevronIcon,
  DateTimeField,
  Panel,
  SelectField,
  Skeleton,
  TextArea,
  TextField,
  useI18n,
} from '@gatehouse/shared/ui';
import { useQuery } from '@tanstack/react-query';
import { toProblem } from '../../../forms/describe-issue.js';
import { useCreateKey } from '../../../forms/use-create-key.js';
import { type Form, useForm } from '../../../forms/use-form.js';
import { EditPanel } from '../../editing/edit-panel.js';
import { ThreeTexts } from '../../editing/three-texts.js';
import { ProblemNotice } from '../../shell/problem-notice.js';
import { useEvent } from '../events/event-context.js';
import { type TicketType, ticketTypesQuery } from '../ticket-types/ticket-type-api.js';
import { ParentField } from './parent-field.js';
import { changeTicket, createTicket, type Ticket } from './ticket-api.js';
import { entriesOf, fieldsOf, type TicketEntries, ticketSchema } from './ticket-entries.js';

export interface TicketPanelProps {
  /** Unset while it is being created. */
  readonly ticket: Ticket | undefined;
  readonly onSaved: (ticket: Ticket) => Promise<void>;
  readonly onClose: () => void;
}

interface TicketFormProps extends TicketPanelProps {
  readonly types: readonly TicketType[];
}

/** The form begins when the ticket types are there: the only one is chosen from the start, and none are missing. */
export function TicketPanel(props: TicketPanelProps) {
  const { t } = useI18n();
  const types = useQuery(ticketTypesQuery(useEvent().id));
  if (types.data !== undefined) return <TicketForm {...props} types={types.data} />;
  return (
    <Panel title={props.ticket?.name ?? t('portal.ticket.new')} onLeave={props.onClose}>
      <div class="ui-panel-form">
        <div class="ui-panel-body">
          {types.isError ? (
            <ProblemNotice problem={toProblem(types.error)} onRetry={() => void types.refetch()} />
          ) : (
            <Skeleton lines={8} />
          )}
        </div>
      </div>
    </Panel>
  );
}

function TicketForm({ ticket, types, onSaved, onClose }: TicketFormProps) {
  const { t } = useI18n();
  const { id: eventId, timeZone } = useEvent();
  const keyOf = useCreateKey();
  const form = useForm({
    schema: ticketSchema(ticket === undefined),
    initial: entriesOf(ticket, timeZone, types.length === 1 ? (types[0]?.id ?? '') : ''),
    submit: async (entries) => {
      const body = fieldsOf(entries, timeZone);
      const saved = ticket
        ? await changeTicket(eventId, ticket.id, body)
        : await createTicket(eventId, body, keyOf(body));
      await onSaved(saved);
    },
  });
  return (
    <EditPanel
      title={ticket?.name ?? t('portal.ticket.new')}
      form={form}
      readOnly={false}
      submitLabel={t(ticket ? 'portal.edit.save' : 'portal.ticket.create')}
      onClose={onClose}
    >
      <Person form={form} />
      <Place form={form} types={types} />
      <More form={form} ticket={ticket} types={types} />
    </EditPanel>
  );
}

interface PartProps {
  readonly form: Form<TicketEntries>;
}

function Person({ form }: PartProps) {
  const { t } = useI18n();
  const { value } = form.field('language');
  const known = locales.map((code) => ({
    value: code as string,
    label: localeNames[code],
    lang: code as string,
  }));
  // Another program may have named a language that the form does not offer; it is shown as what it is.
  const strange = value === '' || isLocale(value) ? [] : [{ value, label: value }];
  return (
    <>
      <TextField {...form.field('name')} label={t('portal.edit.name')} hint={t('portal.ticket.nameHint')} />
      <TextField
        {...form.field('email')}
        type="email"
        label={t('portal.signIn.email')}
        hint={t('portal.ticket.emailHint')}
      />
      <SelectField
        {...form.field('language')}
        label={t('portal.ticket.language')}
        options={[{ value: '', label: t('portal.ticket.noLanguage') }, ...known, ...strange]}
      />
    </>
  );
}

function Place({ form, types }: PartProps & { readonly types: readonly TicketType[] }) {
  const { t } = useI18n();
  return (
    <>
      <SelectField
        {...form.field('ticketTypeId')}
        label={t('portal.ticket.type')}
        hint={types.length === 0 ? t('portal.ticket.noTypes') : undefined}
        options={[
          { value: '', label: t('portal.ticket.chooseType') },
          ...types.map(({ id, name }) => ({ value: id, label: name })),
        ]}
      />
      <TextField {...form.field('orderReference')} label={t('portal.ticket.order')} />
      <TextField {...form.field('seat')} label={t('portal.ticket.seat')} />
      <TextArea {...form.field('note')} label={t('portal.ticket.note')} hint={t('portal.ticket.noteHint')} />
    </>
  );
}

const rarelyUsed = [
  'text1',
  'text2',
  'text3',
  'validFrom',
  'validUntil',
  'externalId',
  'barcodes',
  'parentId',
  'attention',
] as const;

interface MoreProps extends PartProps {
  readonly ticket: Ticket | undefined;
  readonly types: readonly TicketType[];
}

/** What most tickets leave empty; open where something is in it or wrong with it. */
function More({ form, ticket, types }: MoreProps) {
  const { t } = useI18n();
  const { timeZone } = useEvent();
  const used = rarelyUsed.some((name) => form.values[name] !== '' && form.values[name] !== false);
  return (
    <details class="ui-disclosure" open={used || form.hasIssue(...rarelyUsed)}>
      <summary>
        {t('portal.ticket.more')}
        <ChevronIcon />
      </summary>
      <div>
        <CheckboxField
          {...form.tick('attention')}
          label={t('portal.ticket.attention')}
          hint={t('portal.ticket.attentionHint')}
        />
        <ThreeTexts field={form.field} hint={t('portal.ticket.textHint')} />
        <DateTimeField
          {...form.field('validFrom')}
          label={t('portal.type.validFrom')}
          hint={t('portal.ticket.validHint')}
          timeZone={timeZone}
        />
        <DateTimeField
          {...form.field('validUntil')}
          label={t('portal.type.validUntil')}
          timeZone={timeZone}
        />
        <TextField
          {...form.field('externalId')}
          label={t('portal.ticket.externalId')}
          hint={t('portal.ticket.externalIdHint')}
        />
        <TextArea
          {...form.field('barcodes')}
          label={t('portal.ticket.barcodes')}
          hint={t('portal.ticket.barcodesHint')}
        />
        <CheckboxField
          {...form.tick('shareBarcodes')}
          label={t('portal.ticket.shareBarcodes')}
          hint={t('portal.ticket.shareBarcodesHint')}
        />
        <ParentField form={form} ticket={ticket} types={types} />
      </div>
    </details>
  );
}
