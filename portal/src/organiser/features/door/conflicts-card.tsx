import { Card, CheckIcon, ChevronIcon, useI18n } from '@gatehouse/shared/ui';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'preact/hooks';
import { MorePages } from '../../shell/more-pages.js';
import { NotYet } from '../../shell/not-yet.js';
import { useEvent } from '../events/event-context.js';
import { ConflictItem } from './conflict-item.js';
import { type ConflictState, conflictsQuery } from './door-api.js';
import { useHeldItems } from './held-items.js';

/** Admissions that cannot all stand: those that somebody has to look at, and below them the others. */
export function ConflictsCard() {
  const { t } = useI18n();
  return (
    <Card title={t('desk.conflicts.title')}>
      <div class="grid gap-5">
        <Conflicts state="open" />
        <Older state="noted" />
        <Older state="cleared" />
      </div>
    </Card>
  );
}

function Conflicts({ state }: { readonly state: ConflictState }) {
  const { t } = useI18n();
  const { id: eventId } = useEvent();
  const list = useInfiniteQuery(conflictsQuery(eventId, state));
  const conflicts = list.data?.pages.flatMap(({ data }) => data) ?? [];
  const { shown, holdingOf } = useHeldItems(conflicts, ({ id }) => id);
  if (list.data === undefined) return <NotYet query={list} lines={2} />;
  if (shown.length === 0)
    return (
      <p class="flex items-center gap-2 text-ink-muted">
        {state === 'open' && <CheckIcon />}
        {t(state === 'open' ? 'desk.conflicts.none' : 'desk.conflicts.noneOfThese')}
      </p>
    );
  return (
    <div>
      <ul class="grid gap-4">
        {shown.map((conflict) => (
          <ConflictItem key={conflict.id} conflict={conflict} holding={holdingOf(conflict)} />
        ))}
      </ul>
      {list.hasNextPage && <MorePages list={list} count={conflicts.length} />}
    </div>
  );
}

/** Fetched when somebody opens it. */
function Older({ state }: { readonly state: 'noted' | 'cleared' }) {
  const { t } = useI18n();
  const [opened, setOpened] = useState(false);
  return (
    <details class="ui-disclosure" onToggle={(event) => setOpened(event.currentTarget.open)}>
      <summary>
        {t(state === 'noted' ? 'desk.conflicts.noted' : 'desk.conflicts.cleared')}
        <ChevronIcon />
      </summary>
      <div>{opened && <Conflicts state={state} />}</div>
    </details>
  );
}
