import { instantToZoned, zonedToInstant } from '@gatehouse/shared/i18n';
import { Button, DateTimeField, FormError, SelectField, TextField, useI18n } from '@gatehouse/shared/ui';
import { useMemo } from 'preact/hooks';
import type { FormSchema } from '../../../forms/check-entries.js';
import { describeProblem } from '../../../forms/describe-issue.js';
import { type Form, useForm } from '../../../forms/use-form.js';
import type { Event, EventFields } from './event-model.js';

const schema: FormSchema = {
  properties: {
    name: { maxLength: 200, pattern: '\\S' },
    place: { maxLength: 200, pattern: '\\S' },
    timeZone: {},
    admissionAt: { format: 'date-time' },
    startsAt: { format: 'date-time' },
    endsAt: { format: 'date-time' },
  },
  required: ['name', 'place', 'timeZone', 'startsAt'],
};

type Names = keyof EventFields;

export interface EventFormProps {
  readonly event?: Event;
  readonly submitLabel: string;
  readonly onSave: (fields: EventFields) => Promise<void>;
}

export function EventForm({ event, submitLabel, onSave }: EventFormProps) {
  const { t } = useI18n();
  const form = useForm<Names>({
    schema,
    initial: entriesOf(event),
    submit: (entries) => onSave(fieldsOf(entries)),
  });
  return (
    <form class="grid gap-5" noValidate onSubmit={form.onSubmit}>
      <FormError
        message={form.problem && describeProblem(t, form.problem)}
        entryCount={form.issueCount}
        reference={form.problem?.reference}
      />
      <TextField {...form.field('name')} label={t('portal.event.name')} hint={t('portal.event.nameHint')} />
      <TextField
        {...form.field('place')}
        label={t('portal.event.place')}
        hint={t('portal.event.placeHint')}
      />
      <Times form={form} />
      <div class="ui-actions">
        <Button kind="primary" type="submit" loading={form.busy}>
          {submitLabel}
        </Button>
      </div>
    </form>
  );
}

function Times({ form }: { readonly form: Form<Names> }) {
  const { t } = useI18n();
  const zones = useMemo(listTimeZones, []);
  return (
    <>
      <SelectField
        {...form.field('timeZone')}
        label={t('portal.event.timeZone')}
        hint={t('portal.event.timeZoneHint')}
        options={zones}
      />
      <div class="grid gap-5 sm:grid-cols-2 lg:grid-cols-3">
        <DateTimeField {...form.field('startsAt')} label={t('portal.event.starts')} />
        <DateTimeField {...form.field('endsAt')} label={t('portal.event.ends')} />
        <DateTimeField {...form.field('admissionAt')} label={t('portal.event.admission')} />
      </div>
    </>
  );
}

/** Browsers leave UTC out of their list. */
function listTimeZones() {
  const names = new Set([...Intl.supportedValuesOf('timeZone'), 'UTC']);
  return [...names].map((name) => ({ value: name, label: name.replaceAll('_', ' ') }));
}

function entriesOf(event: Event | undefined): Record<Names, string> {
  const timeZone = event?.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  const local = (instant: string | null | undefined) => (instant ? instantToZoned(instant, timeZone) : '');
  return {
    name: event?.name ?? '',
    place: event?.place ?? '',
    timeZone,
    startsAt: local(event?.startsAt),
    endsAt: local(event?.endsAt),
    admissionAt: local(event?.admissionAt),
  };
}

/** What was typed means the wall clock of the zone that was chosen, even when the zone was chosen last. */
function fieldsOf(entries: Readonly<Record<Names, string>>): EventFields {
  const { name, place, timeZone, startsAt, endsAt, admissionAt } = entries;
  const instant = (local: string) => (local === '' ? null : zonedToInstant(local, timeZone));
  return {
    name: name.trim(),
    place: place.trim(),
    timeZone,
    startsAt: zonedToInstant(startsAt, timeZone),
    endsAt: instant(endsAt),
    admissionAt: instant(admissionAt),
  };
}
