import { formSchemas } from '@gatehouse/shared/api';
import { TextField, useI18n, useToast } from '@gatehouse/shared/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useCreateKey } from '../../../forms/use-create-key.js';
import { useForm } from '../../../forms/use-form.js';
import { EditPanel } from '../../editing/edit-panel.js';
import { useEvent } from '../events/event-context.js';
import { eventsKey } from '../events/event-queries.js';
import { DateChoices } from './date-choices.js';
import { addPass, type SeriesDate, seriesKey } from './series-api.js';

export interface AddPassPanelProps {
  readonly dates: readonly SeriesDate[];
  readonly onClose: () => void;
}

/** A new pass: what it is called, and on which dates it is good. */
export function AddPassPanel({ dates, onClose }: AddPassPanelProps) {
  const { t } = useI18n();
  const { id: eventId } = useEvent();
  const queries = useQueryClient();
  const showToast = useToast();
  const keyOf = useCreateKey();
  const form = useForm({
    schema: formSchemas.seriesPass,
    initial: { name: '', dateIds: [] as readonly string[] },
    submit: async ({ name, dateIds }) => {
      const body = { name: name.trim(), dateIds: [...dateIds] };
      await addPass(eventId, body, keyOf(body));
      void queries.invalidateQueries({ queryKey: eventsKey });
      await queries.invalidateQueries({ queryKey: seriesKey });
      showToast(t('portal.pass.added'));
      onClose();
    },
  });
  return (
    <EditPanel
      title={t('portal.pass.new')}
      form={form}
      readOnly={false}
      submitLabel={t('portal.pass.create')}
      onClose={onClose}
    >
      <TextField {...form.field('name')} label={t('portal.edit.name')} hint={t('portal.pass.nameHint')} />
      <DateChoices {...form.choices('dateIds')} dates={dates} />
    </EditPanel>
  );
}
