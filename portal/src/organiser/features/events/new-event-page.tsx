import { Card, PageHeader, useI18n, useToast } from '@gatehouse/shared/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useCreateKey } from '../../../forms/use-create-key.js';
import { useTitle } from '../../shell/use-title.js';
import { EventForm } from './event-form.js';
import type { NewEvent } from './event-model.js';
import { createEvent, eventQuery, eventsKey } from './event-queries.js';

export function NewEventPage() {
  const { t } = useI18n();
  useTitle(t('portal.event.new'));
  const navigate = useNavigate();
  const queries = useQueryClient();
  const showToast = useToast();
  const keyOf = useCreateKey();

  async function save(fields: NewEvent): Promise<void> {
    const event = await createEvent(fields, keyOf(fields));
    queries.setQueryData(eventQuery(event.id).queryKey, event);
    void queries.invalidateQueries({ queryKey: eventsKey });
    showToast(t('portal.event.created'));
    await navigate({ to: '/events/$eventId', params: { eventId: event.id } });
  }

  return (
    <div class="max-w-3xl">
      <PageHeader title={t('portal.event.new')} lead={t('portal.event.newLead')} />
      <Card>
        <EventForm submitLabel={t('portal.events.create')} onSave={save} />
      </Card>
    </div>
  );
}
