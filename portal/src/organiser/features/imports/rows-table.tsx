import { Badge, type Column, Table, useI18n } from '@gatehouse/shared/ui';
import { fieldLabels } from './field-labels.js';
import type { ImportPreview } from './import-api.js';
import type { Draft, NamedType } from './list-mapping.js';
import { type PreviewedRow, previewRows, shownFields, type TypeRead } from './row-preview.js';

export interface RowsTableProps {
  readonly preview: ImportPreview;
  readonly draft: Draft;
  readonly types: readonly NamedType[];
}

/** The first rows as they will be read. A wide list scrolls inside of its frame. */
export function RowsTable({ preview, draft, types }: RowsTableProps) {
  const { t } = useI18n();
  const rows = previewRows(preview, draft, types).map((row, place) => ({ ...row, place }));
  const fields: Column<PreviewedRow>[] = shownFields(draft).map((field) => ({
    label: t(fieldLabels[field]),
    cell: ({ values }) => <bdi class="wrap-anywhere">{values[field] ?? '–'}</bdi>,
  }));
  const type = { label: t('portal.ticket.type'), cell: (row: PreviewedRow) => <TypeCell {...row.type} /> };
  const [first, ...rest] = fields;
  return (
    <section class="grid gap-3">
      <h3>{t('portal.import.preview')}</h3>
      <section
        class="overflow-x-auto rounded-lg border border-line"
        aria-label={t('portal.import.preview')}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keyboard as well.
        tabIndex={0}
      >
        <Table
          caption={t('portal.import.preview')}
          columns={first ? [first, type, ...rest] : [type]}
          rows={rows}
          rowKey={({ place }) => String(place)}
        />
      </section>
    </section>
  );
}

function TypeCell({ kind, name }: TypeRead) {
  const { t } = useI18n();
  if (kind === 'refused') return <Badge tone="bad">{t('portal.import.refused')}</Badge>;
  return (
    <span class="inline-flex flex-wrap items-center gap-2">
      <bdi>{name}</bdi>
      {kind === 'new' && <Badge tone="info">{t('portal.import.new')}</Badge>}
    </span>
  );
}
