import { formatNumber, type PlainKey } from '@gatehouse/shared/i18n';
import { Badge, type Tone, useI18n } from '@gatehouse/shared/ui';
import type { EventStatus as Status } from './event-model.js';

const faces: Readonly<Record<Status, { readonly tone: Tone | 'neutral'; readonly label: PlainKey }>> = {
  draft: { tone: 'warn', label: 'portal.status.draft' },
  published: { tone: 'good', label: 'portal.status.published' },
  archived: { tone: 'neutral', label: 'portal.status.archived' },
};

export interface EventStatusProps {
  readonly status: Status;
  /** How many events are in it; unset for one. */
  readonly count?: number;
}

export function EventStatus({ status, count }: EventStatusProps) {
  const { t, locale } = useI18n();
  const { tone, label } = faces[status];
  return (
    <Badge tone={tone}>
      {t(label)}
      {count !== undefined && <bdi class="tabular-nums">{formatNumber(locale, count)}</bdi>}
    </Badge>
  );
}
