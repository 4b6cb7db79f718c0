import { attendeeFields } from '@gatehouse/shared/attendee-list';
import { SelectField, useI18n } from '@gatehouse/shared/ui';
import { fieldLabels } from './field-labels.js';
import type { ImportPreview } from './import-api.js';
import { choose, type Draft, fieldOf } from './list-mapping.js';
import { firstRows, headingsOf } from './row-preview.js';

export interface ColumnChoicesProps {
  readonly preview: ImportPreview;
  readonly draft: Draft;
  readonly onDraft: (draft: Draft) => void;
}

/** One choice for each column, beside what its first cells say. */
export function ColumnChoices({ preview, draft, onDraft }: ColumnChoicesProps) {
  const { t } = useI18n();
  const headings = headingsOf(preview, draft.headingLine);
  const rows = firstRows(preview, draft.headingLine);
  const options = [
    { value: '', label: t('portal.import.leaveOut') },
    ...attendeeFields.map((field) => ({ value: field as string, label: t(fieldLabels[field]) })),
  ];
  return (
    <div class="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
      {preview.columns.map((_, column) => (
        <SelectField
          // A column is its place: headings may be the same.
          key={column}
          required
          name={`column-${column}`}
          label={headings[column] || t('portal.import.column', { number: column + 1 })}
          hint={samplesOf(rows, column)}
          value={draft.columns[column] ?? ''}
          onValue={(picked) => onDraft(choose(draft, column, fieldOf(picked)))}
          options={options}
        />
      ))}
    </div>
  );
}

const shownSamples = 2;

/** Each keeps its own direction beside one of the other. */
function samplesOf(rows: readonly (readonly string[])[], column: number): string {
  const filled = rows.flatMap((cells) => cells[column] || []).slice(0, shownSamples);
  return filled.map((text) => `\u2068${text}\u2069`).join(' · ');
}
