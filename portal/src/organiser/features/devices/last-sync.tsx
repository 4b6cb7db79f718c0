import { formatDate, formatRelative } from '@gatehouse/shared/i18n';
import { Badge, StatusBadge, useI18n } from '@gatehouse/shared/ui';
import { useEvent } from '../events/event-context.js';
import type { Phone } from './device-api.js';
import { useNow } from './use-now.js';

const redrawMs = 15_000;
const minuteMs = 60_000;

/** How long ago a phone handed over what it had, and when that was at the place of the event. */
export function LastSync({ phone }: { readonly phone: Phone }) {
  const { t, locale } = useI18n();
  const { timeZone } = useEvent();
  const now = useNow(redrawMs);
  const { lastSyncAt } = phone;
  if (lastSyncAt === null) return <span class="text-ink-muted">{t('desk.phones.neverSynced')}</span>;
  // The two clocks differ a little, and nobody syncs in the future.
  const agoMs = Math.max(0, now.getTime() - Date.parse(lastSyncAt));
  return (
    <time dateTime={lastSyncAt} class="inline-grid">
      <span>{agoMs < minuteMs ? t('desk.phones.justNow') : formatRelative(locale, lastSyncAt, now)}</span>
      <span class="whitespace-nowrap text-ink-muted text-sm">
        {formatDate(locale, lastSyncAt, { timeZone })}
      </span>
    </time>
  );
}

/** How many scans lie on the phone and nowhere else, as it said last. */
export function Unsent({ phone: { unsent } }: { readonly phone: Phone }) {
  const { t } = useI18n();
  if (unsent === null) return <>–</>;
  if (unsent === 0) return <Badge>{t('desk.phones.allSent')}</Badge>;
  return <StatusBadge tone="warn">{t('desk.phones.unsentCount', { count: unsent })}</StatusBadge>;
}
