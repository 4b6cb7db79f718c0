import { Badge, Card, CheckIcon, ChevronIcon, StatusBadge, useI18n } from '@gatehouse/shared/ui';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'preact/hooks';
import { NotYet } from '../../shell/not-yet.js';
import { useEvent } from '../events/event-context.js';
import { useHeldItems } from './held-items.js';
import { type CallState, callsQuery } from './help-api.js';
import { HelpItem } from './help-item.js';

/** What stewards could not solve alone, as the supervisors' phones show it. */
export function HelpCard() {
  const { t } = useI18n();
  const [opened, setOpened] = useState(false);
  return (
    <Card title={t('desk.help.title')} actions={<Waiting />}>
      <div class="grid gap-5">
        <Calls state="waiting" />
        <details class="ui-disclosure" onToggle={(event) => setOpened(event.currentTarget.open)}>
          <summary>
            {t('desk.help.closed')}
            <ChevronIcon />
          </summary>
          <div>{opened && <Calls state="closed" />}</div>
        </details>
      </div>
    </Card>
  );
}

/** Announced when it changes, because the page moves by itself. */
function Waiting() {
  const { t } = useI18n();
  const { id: eventId } = useEvent();
  const calls = useQuery(callsQuery(eventId, 'waiting')).data ?? [];
  const isOpen = calls.some(({ state }) => state === 'open');
  return (
    <span role="status">
      {calls.length > 0 &&
        (isOpen ? (
          <StatusBadge tone="warn">{t('desk.help.count', { count: calls.length })}</StatusBadge>
        ) : (
          <Badge>{t('desk.help.count', { count: calls.length })}</Badge>
        ))}
    </span>
  );
}

function Calls({ state }: { readonly state: CallState }) {
  const { t } = useI18n();
  const { id: eventId } = useEvent();
  const calls = useQuery(callsQuery(eventId, state));
  const { shown, holdingOf } = useHeldItems(calls.data ?? [], ({ id }) => id);
  if (calls.data === undefined) return <NotYet query={calls} lines={1} />;
  if (shown.length === 0)
    return state === 'closed' ? (
      <p class="text-ink-muted">{t('desk.conflicts.noneOfThese')}</p>
    ) : (
      <div class="grid gap-1 text-ink-muted">
        <p class="flex items-center gap-2">
          <CheckIcon />
          {t('desk.help.none')}
        </p>
        <p class="text-sm">{t('desk.help.noneHint')}</p>
      </div>
    );
  return (
    <ul class="grid gap-4">
      {shown.map((call) => (
        <HelpItem key={call.id} call={call} holding={holdingOf(call)} />
      ))}
    </ul>
  );
}
