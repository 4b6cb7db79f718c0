import { formSchemas } from '@gatehouse/shared/api';
import {
  Button,
  DateTimeField,
  FormError,
  SelectField,
  TextField,
  type TextualProps,
  useI18n,
} from '@gatehouse/shared/ui';
import { session } from '../../../api/browser-session.js';
import { describeProblem } from '../../../forms/describe-issue.js';
import { type Form, useForm } from '../../../forms/use-form.js';
import { useTimeZones } from '../../shell/time-zones.js';
import { type EventEntries, entriesOf, fieldsOf } from './event-entries.js';
import type { Event, NewEvent } from './event-model.js';

export interface EventFormProps {
  readonly event?: Event;
  readonly readOnly?: boolean;
  readonly submitLabel: string;
  readonly onSave: (fields: NewEvent) => Promise<void>;
}

export function EventForm({ event, readOnly, submitLabel, onSave }: EventFormProps) {
  const { t } = useI18n();
  const form = useForm({
    schema: event ? formSchemas.eventChanges : formSchemas.newEvent,
    initial: entriesOf(event, Intl.DateTimeFormat().resolvedOptions().timeZone),
    submit: (entries) => onSave(fieldsOf(entries)),
  });
  return (
    <form noValidate onSubmit={form.onSubmit}>
      <fieldset class="grid gap-5" disabled={readOnly === true}>
        <FormError
          message={form.problem && describeProblem(t, form.problem)}
          entryCount={form.issueCount}
          reference={form.reference}
        />
        <TextField {...form.field('name')} label={t('portal.event.name')} hint={t('portal.event.nameHint')} />
        <TextField
          {...form.field('place')}
          label={t('portal.event.place')}
          hint={t('portal.event.placeHint')}
        />
        <Times form={form} />
        {event && <AddressField {...form.field('slug')} />}
        {readOnly !== true && (
          <div class="ui-actions">
            <Button kind="primary" type="submit" loading={form.busy}>
              {submitLabel}
            </Button>
          </div>
        )}
      </fieldset>
    </form>
  );
}

interface PartProps {
  readonly form: Form<EventEntries>;
}

function Times({ form }: PartProps) {
  const { t } = useI18n();
  return (
    <>
      <SelectField
        {...form.field('timeZone')}
        label={t('portal.event.timeZone')}
        hint={t('portal.event.timeZoneHint')}
        options={useTimeZones()}
      />
      <div class="grid gap-5 sm:grid-cols-2">
        <DateTimeField {...form.field('startsAt')} label={t('portal.event.starts')} />
        <DateTimeField {...form.field('endsAt')} label={t('portal.event.ends')} />
        <DateTimeField {...form.field('admissionAt')} label={t('portal.event.admission')} />
      </div>
    </>
  );
}

/** Shown as the public will read it, while it is being typed. */
export function AddressField(field: Omit<TextualProps, 'label'>) {
  const { t } = useI18n();
  const path = `/${session.membership?.organisationSlug ?? ''}/${field.value}`;
  return (
    <TextField
      {...field}
      type="url"
      label={t('portal.event.address')}
      hint={t('portal.event.addressHint', { address: `${location.host}${path}` })}
    />
  );
}
