import type { PlainKey } from '@gatehouse/shared/i18n';
import { Badge, type Tone, useI18n } from '@gatehouse/shared/ui';
import type { EventStatus as Status } from './event-model.js';

const faces: Readonly<Record<Status, { readonly tone: Tone | 'neutral'; readonly label: PlainKey }>> = {
  draft: { tone: 'warn', label: 'portal.status.draft' },
  published: { tone: 'good', label: 'portal.status.published' },
  archived: { tone: 'neutral', label: 'portal.status.archived' },
};

export function EventStatus({ status }: { readonly status: Status }) {
  const { t } = useI18n();
  const { tone, label } = faces[status];
  return <Badge tone={tone}>{t(label)}</Badge>;
}
