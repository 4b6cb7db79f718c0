import { formSchemas } from '@gatehouse/shared/api';
import { Notice, useI18n, useToast } from '@gatehouse/shared/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useForm } from '../../../forms/use-form.js';
import { EditPanel } from '../../editing/edit-panel.js';
import { DateChoices } from './date-choices.js';
import { changePassDates, type Pass, type SeriesDate, seriesKey } from './series-api.js';

export interface PassDatesPanelProps {
  readonly pass: Pass;
  readonly dates: readonly SeriesDate[];
  readonly onClose: () => void;
}

/** On which dates a pass is good. What is taken away is said before it is saved. */
export function PassDatesPanel({ pass, dates, onClose }: PassDatesPanelProps) {
  const { t } = useI18n();
  const queries = useQueryClient();
  const showToast = useToast();
  const form = useForm({
    schema: formSchemas.passDates,
    initial: { dateIds: dates.map(({ id }) => id).filter((id) => pass.dateIds.includes(id)) },
    submit: async ({ dateIds }) => {
      await changePassDates(pass.id, [...dateIds]);
      // The lists of a date offer the ticket types of its passes, so they are read again, too.
      void queries.invalidateQueries({ queryKey: ['event'] });
      await queries.invalidateQueries({ queryKey: seriesKey });
      showToast(t('portal.edit.saved'));
      onClose();
    },
  });
  const lost = pass.dateIds.filter((id) => !form.values.dateIds.includes(id)).length;
  return (
    <EditPanel
      title={pass.name}
      form={form}
      readOnly={false}
      submitLabel={t('portal.edit.save')}
      onClose={onClose}
    >
      <DateChoices {...form.choices('dateIds')} dates={dates} />
      {lost > 0 && (
        <Notice tone="warn" title={t('portal.pass.losesTitle', { count: lost })}>
          {t('portal.pass.loses')}
        </Notice>
      )}
    </EditPanel>
  );
}
