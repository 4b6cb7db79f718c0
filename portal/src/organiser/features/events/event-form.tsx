import { formSchemas } from '@gatehouse/shared/api';
import { DateTimeField, SelectField, TextField, type TextualProps, useI18n } from '@gatehouse/shared/ui';
import { session } from '../../../api/browser-session.js';
import { type Form, useForm } from '../../../forms/use-form.js';
import { SaveForm } from '../../editing/save-form.js';
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
  const form = useForm({
    schema: event ? formSchemas.eventChanges : formSchemas.newEvent,
    initial: entriesOf(event, Intl.DateTimeFormat().resolvedOptions().timeZone),
    submit: (entries) => onSave(fieldsOf(entries)),
  });
  return (
    <SaveForm form={form} readOnly={readOnly === true} submitLabel={submitLabel}>
      <NameField {...form.field('name')} />
      <PlaceField {...form.field('place')} />
      <Times form={form} />
      {event && <AddressField {...form.field('slug')} />}
    </SaveForm>
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

type FieldProps = Omit<TextualProps, 'label'>;

export function NameField(field: FieldProps) {
  const { t } = useI18n();
  return <TextField {...field} label={t('portal.event.name')} hint={t('portal.event.nameHint')} />;
}

export function PlaceField(field: FieldProps) {
  const { t } = useI18n();
  return <TextField {...field} label={t('portal.event.place')} hint={t('portal.event.placeHint')} />;
}

/** Shown as the public will read it, while it is being typed. */
export function AddressField(field: FieldProps) {
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
