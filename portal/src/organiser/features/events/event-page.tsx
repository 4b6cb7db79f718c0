import { formatDate } from '@gatehouse/shared/i18n';
import { Card, PageHeader, Skeleton, Tabs, useI18n, useToast } from '@gatehouse/shared/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'preact/hooks';
import { toProblem } from '../../../forms/describe-issue.js';
import { ProblemNotice } from '../../shell/problem-notice.js';
import { useTitle } from '../../shell/use-title.js';
import { EventActions } from './event-actions.js';
import { EventForm } from './event-form.js';
import type { Event, EventFields } from './event-model.js';
import { AccessTab, TicketsTab } from './event-parts.js';
import { changeEvent, eventQuery, eventsQuery } from './event-queries.js';
import { EventStatus } from './event-status.js';

export function EventPage() {
  const { eventId } = useParams({ from: '/members/events/$eventId' });
  const event = useQuery(eventQuery(eventId));
  if (event.isError)
    return <ProblemNotice problem={toProblem(event.error)} onRetry={() => void event.refetch()} />;
  if (event.data === undefined) return <Skeleton lines={6} />;
  return <EventDetail key={event.data.id} event={event.data} />;
}

function EventDetail({ event }: { readonly event: Event }) {
  const { t, locale } = useI18n();
  useTitle(event.name);
  const [tab, setTab] = useState('overview');
  const when = formatDate(locale, event.startsAt, { timeZone: event.timeZone, style: 'long' });
  return (
    <>
      <PageHeader
        above={
          <span>
            <EventStatus status={event.status} />
          </span>
        }
        title={event.name}
        lead={`${when} · ${event.place}`}
        actions={<EventActions event={event} />}
      />
      <Tabs
        label={event.name}
        current={tab}
        onSelect={setTab}
        tabs={[
          { id: 'overview', label: t('portal.event.tab.overview') },
          { id: 'tickets', label: t('portal.event.tab.tickets') },
          { id: 'access', label: t('portal.event.tab.access') },
        ]}
      >
        {tab === 'overview' && <OverviewTab event={event} />}
        {tab === 'tickets' && <TicketsTab eventId={event.id} />}
        {tab === 'access' && <AccessTab eventId={event.id} />}
      </Tabs>
    </>
  );
}

function OverviewTab({ event }: { readonly event: Event }) {
  const { t } = useI18n();
  const queries = useQueryClient();
  const showToast = useToast();
  async function save(fields: EventFields): Promise<void> {
    queries.setQueryData(eventQuery(event.id).queryKey, await changeEvent(event.id, fields));
    void queries.invalidateQueries({ queryKey: eventsQuery.queryKey });
    showToast(t('portal.event.saved'));
  }
  return (
    <div class="max-w-3xl">
      <Card>
        <EventForm event={event} submitLabel={t('portal.event.save')} onSave={save} />
      </Card>
    </div>
  );
}
