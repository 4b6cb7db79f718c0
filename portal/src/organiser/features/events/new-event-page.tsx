import { Card, PageHeader, useI18n, useToast } from '@gatehouse/shared/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'preact/hooks';
import { useTitle } from '../../shell/use-title.js';
import { EventForm } from './event-form.js';
import type { EventFields } from './event-model.js';
import { createEvent, eventQuery, eventsQuery } from './event-queries.js';

export function NewEventPage() {
  const { t } = useI18n();
  useTitle(t('portal.event.new'));
  const navigate = useNavigate();
  const queries = useQueryClient();
  const showToast = useToast();
  const [attempt, setAttempt] = useState({ body: '', key: '' });

  async function save(fields: EventFields): Promise<void> {
    // A repeated try with the same entries is the same request; changed entries are another one.
    const body = JSON.stringify(fields);
    const key = attempt.body === body ? attempt.key : crypto.randomUUID();
    setAttempt({ body, key });
    const event = await createEvent(fields, key);
    queries.setQueryData(eventQuery(event.id).queryKey, event);
    void queries.invalidateQueries({ queryKey: eventsQuery.queryKey });
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
