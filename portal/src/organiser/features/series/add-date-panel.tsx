import { formSchemas } from '@gatehouse/shared/api';
import { zonedToInstant } from '@gatehouse/shared/i18n';
import { DateTimeField, TextField, useI18n, useToast } from '@gatehouse/shared/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useRef } from 'preact/hooks';
import { instantOf } from '../../../forms/local-time.js';
import { useCreateKey } from '../../../forms/use-create-key.js';
import { type Form, useForm } from '../../../forms/use-form.js';
import { EditPanel } from '../../editing/edit-panel.js';
import { useEvent } from '../events/event-context.js';
import { eventQuery, eventsKey } from '../events/event-queries.js';
import { useDateWords } from './date-words.js';
import { type DateEntries, movedBy, proposedDate, wallMs } from './next-date.js';
import { addDate, type NewDate, type SeriesDate, seriesKey } from './series-api.js';

export interface AddDatePanelProps {
  /** By their start; empty for an event that is alone. */
  readonly dates: readonly SeriesDate[];
  readonly onClose: () => void;
}

/** A copy of the event whose page this is, at the next time that the dates so far suggest. */
export function AddDatePanel({ dates, onClose }: AddDatePanelProps) {
  const { t } = useI18n();
  const event = useEvent();
  const words = useDateWords(event);
  const form = useForm({
    schema: formSchemas.seriesDate,
    initial: proposedDate({ dates: dates.length > 0 ? dates : [event], copied: event }),
    submit: useAdding(onClose),
  });
  const { timeZone } = event;
  return (
    <EditPanel
      title={t('portal.series.newDate')}
      form={form}
      readOnly={false}
      submitLabel={t('portal.series.addDate')}
      onClose={onClose}
    >
      <p class="ui-hint">{t('portal.series.copyOf', { date: `\u2068${words.day(event)}\u2069` })}</p>
      <DateTimeField
        {...useStart(form)}
        label={t('portal.event.starts')}
        hint={t('portal.series.proposed')}
        timeZone={timeZone}
      />
      <DateTimeField {...form.field('endsAt')} label={t('portal.event.ends')} timeZone={timeZone} />
      <DateTimeField {...form.field('admissionAt')} label={t('portal.event.admission')} timeZone={timeZone} />
      <TextField {...form.field('name')} label={t('portal.edit.name')} hint={t('portal.series.nameHint')} />
    </EditPanel>
  );
}

/** The field of the start, which takes end and admission along when it is moved. */
function useStart(form: Form<DateEntries>) {
  const { field, values } = form;
  // While a date is being typed the field is empty for a moment, so the last whole one is remembered.
  const last = useRef(values.startsAt);
  const start = field('startsAt');
  function onValue(value: string): void {
    start.onValue(value);
    const by = wallMs(value) - wallMs(last.current);
    if (Number.isNaN(by)) return;
    last.current = value;
    for (const name of ['endsAt', 'admissionAt'] as const)
      if (values[name] !== '') field(name).onValue(movedBy(values[name], by));
  }
  return { ...start, onValue };
}

function useAdding(onDone: () => void) {
  const { t } = useI18n();
  const event = useEvent();
  const words = useDateWords(event);
  const queries = useQueryClient();
  const showToast = useToast();
  const keyOf = useCreateKey();
  return async (entries: DateEntries) => {
    const body = fieldsOf(entries, event.timeZone);
    const added = await addDate(event.id, body, keyOf(body));
    // The event that was alone is a date of a series now.
    await Promise.all(
      [seriesKey, eventsKey, eventQuery(event.id).queryKey].map((queryKey) =>
        queries.invalidateQueries({ queryKey, exact: queryKey[0] === 'event' }),
      ),
    );
    showToast(t('portal.series.added', { date: `\u2068${words.whole(added)}\u2069` }));
    onDone();
  };
}

/** What was typed means the clock of the event. */
function fieldsOf({ startsAt, endsAt, admissionAt, name }: DateEntries, timeZone: string) {
  return {
    startsAt: zonedToInstant(startsAt, timeZone),
    endsAt: instantOf(endsAt, timeZone),
    admissionAt: instantOf(admissionAt, timeZone),
    ...(name.trim() === '' ? {} : { name: name.trim() }),
  } satisfies NewDate;
}
