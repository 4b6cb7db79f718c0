import type { PlainKey } from '@gatehouse/shared/i18n';
import { Card, ChevronIcon, useI18n } from '@gatehouse/shared/ui';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'preact/hooks';
import { MorePages } from '../../shell/more-pages.js';
import { NotYet } from '../../shell/not-yet.js';
import { useEvent } from '../events/event-context.js';
import { type ApartRow, apartQuery } from './apart-api.js';
import { ApartItem } from './apart-item.js';
import { useHeldItems } from './held-items.js';

type State = 'waiting' | 'decided';

const noneOf: Readonly<Record<State, PlainKey>> = {
  waiting: 'desk.apart.none',
  decided: 'desk.conflicts.noneOfThese',
};

/** What phones handed over that does not count by itself: nothing of it is thrown away, and nobody is kept in the dark. */
export function ApartCard() {
  const { t } = useI18n();
  const [opened, setOpened] = useState(false);
  return (
    <Card title={t('desk.apart.title')}>
      <div class="grid gap-5">
        <ApartRows state="waiting" />
        <details class="ui-disclosure" onToggle={(event) => setOpened(event.currentTarget.open)}>
          <summary>
            {t('desk.apart.decided')}
            <ChevronIcon />
          </summary>
          <div>{opened && <ApartRows state="decided" />}</div>
        </details>
      </div>
    </Card>
  );
}

function ApartRows({ state }: { readonly state: State }) {
  const { t } = useI18n();
  const { id: eventId } = useEvent();
  const list = useInfiniteQuery(apartQuery(eventId, state));
  const rows = list.data?.pages.flatMap(({ data }) => data) ?? [];
  const { shown, holdingOf } = useHeldItems(rows, rowKey);
  if (list.data === undefined) return <NotYet query={list} lines={1} />;
  if (shown.length === 0) return <p class="text-ink-muted">{t(noneOf[state])}</p>;
  return (
    <div>
      <ul class="grid gap-4">
        {shown.map((row) => (
          <ApartItem key={rowKey(row)} row={row} holding={holdingOf(row)} />
        ))}
      </ul>
      {list.hasNextPage && <MorePages list={list} count={rows.length} />}
    </div>
  );
}

function rowKey({ deviceId, rowHash }: ApartRow): string {
  return `${deviceId} ${rowHash}`;
}
