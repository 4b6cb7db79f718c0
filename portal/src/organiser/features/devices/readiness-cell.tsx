import { formatRelative, type PlainKey } from '@gatehouse/shared/i18n';
import { StatusBadge, useI18n } from '@gatehouse/shared/ui';
import type { Phone } from './device-api.js';
import { useNow } from './use-now.js';

const redrawMs = 15_000;

type CheckName = NonNullable<Phone['readiness']>['findings'][number]['check'];

const checkNames: Readonly<Record<CheckName, PlainKey>> = {
  installed: 'desk.ready.installed',
  offline: 'desk.ready.offline',
  storage: 'desk.ready.storage',
  camera: 'desk.ready.camera',
  speed: 'desk.ready.speed',
  fresh: 'desk.ready.fresh',
  server: 'desk.ready.server',
  battery: 'desk.ready.battery',
  unsent: 'desk.ready.unsent',
  heard: 'desk.ready.heard',
};

/** What a phone said last of itself, when that was, and what was amiss. */
export function ReadinessCell({ phone: { readiness } }: { readonly phone: Phone }) {
  const { t, locale } = useI18n();
  const now = useNow(redrawMs);
  if (readiness === null) return <span class="text-ink-muted">{t('desk.ready.never')}</span>;
  const { at, ready, findings } = readiness;
  const amiss = findings.filter(({ level }) => level === 'attention' || level === 'bad');
  const then = new Date(Math.min(Date.parse(at), now.getTime()));
  return (
    <span class="inline-grid justify-items-start gap-1">
      <StatusBadge tone={ready ? 'good' : 'warn'}>
        {t(ready ? 'desk.ready.yes' : 'desk.ready.no')}
      </StatusBadge>
      <time dateTime={at} class="text-ink-muted text-sm">
        {formatRelative(locale, then, now)}
      </time>
      {amiss.length > 0 && (
        <span class="text-sm">{amiss.map(({ check }) => t(checkNames[check])).join(' · ')}</span>
      )}
    </span>
  );
}
