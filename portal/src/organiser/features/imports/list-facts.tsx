import { Badge, useI18n } from '@gatehouse/shared/ui';
import { separatorLabels, sourceNames } from './field-labels.js';
import type { Import } from './import-api.js';

/** What the server found out about the list by itself. */
export function ListFacts({ list }: { readonly list: Import }) {
  const { t } = useI18n();
  const { preview, fileName } = list;
  const source = sourceNames[preview.source];
  const separator = separatorLabels[preview.separator];
  return (
    <div class="grid gap-2">
      <p class="wrap-anywhere font-medium">
        <bdi>{fileName}</bdi>
      </p>
      <p class="flex flex-wrap gap-2">
        <Badge>{t('portal.import.rows', { count: preview.rows })}</Badge>
        <Badge>{preview.encoding.toUpperCase()}</Badge>
        {separator && <Badge>{t(separator)}</Badge>}
        {source && <Badge tone="good">{t('portal.import.source', { name: source })}</Badge>}
      </p>
    </div>
  );
}
