import { Button, CheckboxField, FieldError, FormError, useI18n } from '@gatehouse/shared/ui';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'preact/hooks';
import { describeProblem, toProblem } from '../../../forms/describe-issue.js';
import { useEvent } from '../events/event-context.js';
import type { TicketType } from '../ticket-types/ticket-type-api.js';
import { ColumnChoices } from './column-choices.js';
import { type Import, startImport } from './import-api.js';
import { ListFacts } from './list-facts.js';
import { type Draft, findFault, mappingOf, suggest } from './list-mapping.js';
import { RowsTable } from './rows-table.js';
import { TypeChoices } from './type-choices.js';

export interface MapColumnsProps {
  readonly list: Import;
  readonly types: readonly TicketType[];
  readonly onStarted: (started: Import) => void;
  readonly onDiscard: () => void;
}

/** The second step: what each column is, with the first rows as they will be read. */
export function MapColumns({ list, types, onStarted, onDiscard }: MapColumnsProps) {
  const { t } = useI18n();
  const { id: eventId } = useEvent();
  const [draft, setDraft] = useState(() => suggest(list.preview, types));
  const [tried, setTried] = useState(false);
  const change = (part: Partial<Draft>) => setDraft((old) => ({ ...old, ...part }));
  const start = useMutation({
    mutationFn: () => startImport(eventId, list.id, mappingOf(draft)),
    onSuccess: onStarted,
  });
  const fault = tried ? findFault(draft) : undefined;
  const problem = start.isError ? toProblem(start.error) : undefined;
  const wrongColumns = fault === 'columns' || problem?.code === 'ticketing.import_wrong_mapping';
  const wrongType = fault === 'otherwise' || problem?.code === 'ticketing.unknown_type';
  function onSubmit(event: Event): void {
    event.preventDefault();
    setTried(true);
    start.reset();
    if (findFault(draft) === undefined) start.mutate();
  }
  return (
    <form noValidate class="grid gap-6" onSubmit={onSubmit}>
      <FormError
        message={problem && describeProblem(t, problem)}
        entryCount={fault === undefined ? 0 : 1}
        reference={problem?.reference}
      />
      <ListFacts list={list} />
      <CheckboxField
        required
        name="headingLine"
        label={t('portal.import.headingLine')}
        checked={draft.headingLine}
        onChecked={(headingLine) => change({ headingLine })}
      />
      <section class="grid gap-3">
        <h3>{t('portal.import.columns')}</h3>
        {wrongColumns && <FieldError id="columns" error={t('portal.import.noColumns')} />}
        <ColumnChoices preview={list.preview} draft={draft} onDraft={setDraft} />
      </section>
      <TypeChoices
        preview={list.preview}
        draft={draft}
        types={types}
        error={wrongType ? t('portal.import.noType') : undefined}
        onChange={change}
      />
      <RowsTable preview={list.preview} draft={draft} types={types} />
      <div class="ui-actions justify-end">
        <Button onClick={onDiscard}>{t('portal.import.discard')}</Button>
        <Button kind="primary" type="submit" loading={start.isPending}>
          {t('portal.import.start', { count: list.preview.rows })}
        </Button>
      </div>
    </form>
  );
}
