import { Button, Card, EmptyState, PlusIcon, useI18n } from '@gatehouse/shared/ui';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'preact/hooks';
import { useMay } from '../../../api/browser-session.js';
import type { LiveState } from '../../../live/live-connection.js';
import { NotYet } from '../../shell/not-yet.js';
import { LiveBadge } from '../door/live-badge.js';
import { useEvent } from '../events/event-context.js';
import { AssignPanel } from './assign-panel.js';
import { everyPhoneQuery, type Phone, phonesQuery } from './device-api.js';
import { PairPanel } from './pair-panel.js';
import { PhonePanel } from './phone-panel.js';
import { PhonesTable } from './phones-table.js';
import { ReadCodePanel } from './read-code-panel.js';
import { RevokeDialog } from './revoke-dialog.js';

type Sheet =
  | { readonly kind: 'pair' }
  | { readonly kind: 'assign' }
  | { readonly kind: 'read-code' }
  | { readonly kind: 'edit' | 'compare' | 'revoke'; readonly phone: Phone };

/** The phones of an event: which there are, how they are, and a new one. */
export function PhonesCard({ live }: { readonly live: LiveState }) {
  const { t } = useI18n();
  const { id: eventId, status } = useEvent();
  const mayWrite = useMay('devices.write') && status !== 'archived';
  const phones = useQuery(phonesQuery(eventId));
  const others = useOthers(phones.data, mayWrite);
  const [sheet, setSheet] = useState<Sheet | undefined>();
  const empty = phones.data?.length === 0;
  const pair = (
    <Button kind="primary" onClick={() => setSheet({ kind: 'pair' })}>
      <PlusIcon />
      {t('desk.pair.action')}
    </Button>
  );
  const assign = others.length > 0 && (
    <Button onClick={() => setSheet({ kind: 'assign' })}>{t('desk.assign.action')}</Button>
  );
  return (
    <Card
      title={t('desk.phones.title')}
      flush={!empty}
      actions={
        !empty && (
          <>
            <LiveBadge state={live} />
            {mayWrite && assign}
            {mayWrite && (
              <Button onClick={() => setSheet({ kind: 'read-code' })}>{t('desk.readCode.action')}</Button>
            )}
            {mayWrite && phones.data && pair}
          </>
        )
      }
    >
      {phones.data === undefined ? (
        <div class="p-5">
          <NotYet query={phones} lines={4} />
        </div>
      ) : empty ? (
        <EmptyState
          title={t('desk.phones.empty')}
          hint={t('desk.phones.emptyHint')}
          action={
            mayWrite && (
              <div class="ui-actions justify-center">
                {pair}
                {assign}
              </div>
            )
          }
        />
      ) : (
        <PhonesTable
          phones={phones.data}
          mayWrite={mayWrite}
          onEdit={(phone) => setSheet({ kind: 'edit', phone })}
          onCompare={(phone) => setSheet({ kind: 'compare', phone })}
          onRevoke={(phone) => setSheet({ kind: 'revoke', phone })}
        />
      )}
      {sheet && <SheetOf sheet={sheet} others={others} onClose={() => setSheet(undefined)} />}
    </Card>
  );
}

/** The organisation's phones that could serve this event too. */
function useOthers(here: readonly Phone[] | undefined, mayWrite: boolean) {
  const every = useQuery({ ...everyPhoneQuery, enabled: mayWrite }).data ?? [];
  const known = new Set(here?.map(({ id }) => id));
  return here === undefined ? [] : every.filter(({ id, status }) => status === 'active' && !known.has(id));
}

interface SheetProps {
  readonly sheet: Sheet;
  readonly others: ReturnType<typeof useOthers>;
  readonly onClose: () => void;
}

function SheetOf({ sheet, others, onClose }: SheetProps) {
  if (sheet.kind === 'pair') return <PairPanel onClose={onClose} />;
  if (sheet.kind === 'read-code') return <ReadCodePanel onClose={onClose} />;
  if (sheet.kind === 'assign') return <AssignPanel phones={others} onClose={onClose} />;
  if (sheet.kind === 'edit') return <PhonePanel phone={sheet.phone} onClose={onClose} />;
  if (sheet.kind === 'compare') return <PairPanel answered={sheet.phone} onClose={onClose} />;
  return <RevokeDialog phone={sheet.phone} onDone={onClose} onClose={onClose} />;
}
