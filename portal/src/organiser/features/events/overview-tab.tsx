import { Card, useI18n, useToast } from '@gatehouse/shared/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useMay } from '../../../api/browser-session.js';
import { useTitle } from '../../shell/use-title.js';
import { seriesKey } from '../series/series-api.js';
import { PassChecklist, SetUpChecklist } from '../setup/set-up-checklist.js';
import { RotationCard } from '../ticket-keys/rotation-card.js';
import { TicketKeysCard } from '../ticket-keys/ticket-keys-card.js';
import { useEvent } from './event-context.js';
import { EventForm } from './event-form.js';
import type { EventChanges } from './event-model.js';
import { changeEvent, eventQuery, eventsKey } from './event-queries.js';
import { PassForm } from './pass-form.js';

export function OverviewTab() {
  const { t } = useI18n();
  const event = useEvent();
  useTitle(event.name);
  const queries = useQueryClient();
  const showToast = useToast();
  const mayRead = useMay('tickets.read');
  async function save(fields: EventChanges): Promise<void> {
    queries.setQueryData(eventQuery(event.id).queryKey, await changeEvent(event.id, fields));
    void queries.invalidateQueries({ queryKey: eventsKey });
    void queries.invalidateQueries({ queryKey: seriesKey });
    showToast(t('portal.event.saved'));
  }
  return (
    <div class="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_22rem]">
      {event.status === 'draft' && (
        <div class="xl:order-2">{event.kind === 'pass' ? <PassChecklist /> : <SetUpChecklist />}</div>
      )}
      <div class="grid min-w-0 gap-4">
        {event.kind === 'pass' ? (
          <Card title={t('portal.pass.details')}>
            <PassForm event={event} readOnly={event.status === 'archived'} onSave={save} />
          </Card>
        ) : (
          <Card title={t('portal.event.details')}>
            <EventForm
              event={event}
              readOnly={event.status === 'archived'}
              submitLabel={t('portal.event.save')}
              onSave={save}
            />
          </Card>
        )}
        {mayRead && <TicketKeysCard />}
        {mayRead && <RotationCard />}
      </div>
    </div>
  );
}
