import { Badge, useI18n } from '@gatehouse/shared/ui';
import type { LiveState } from '../../../live/live-connection.js';

/** Whether the page moves by itself. Without a connection it says so, because figures that stand still look like a quiet door. */
export function LiveBadge({ state }: { readonly state: LiveState }) {
  const { t } = useI18n();
  if (state === 'open')
    return (
      <Badge tone="good">
        <span aria-hidden="true" class="size-2 rounded-full bg-current" />
        {t('desk.live.open')}
      </Badge>
    );
  return <Badge tone={state === 'waiting' ? 'warn' : 'neutral'}>{t('desk.live.connecting')}</Badge>;
}
