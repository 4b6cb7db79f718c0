import { Card, EmptyState, PageHeader, PlusIcon, useI18n } from '@gatehouse/shared/ui';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { MorePages } from '../../shell/more-pages.js';
import { NotYet } from '../../shell/not-yet.js';
import { useTitle } from '../../shell/use-title.js';
import { eventsQuery } from './event-queries.js';
import { EventsTable } from './events-table.js';

export function EventsPage() {
  const { t } = useI18n();
  useTitle(t('portal.events.title'));
  return (
    <>
      <PageHeader title={t('portal.events.title')} lead={t('portal.events.lead')} actions={<CreateLink />} />
      <EventsList />
    </>
  );
}

export function CreateLink() {
  const { t } = useI18n();
  return (
    <Link to="/events/new" class="ui-button" data-kind="primary">
      <PlusIcon />
      {t('portal.events.create')}
    </Link>
  );
}

function EventsList() {
  const { t } = useI18n();
  const list = useInfiniteQuery(eventsQuery);
  const events = list.data?.pages.flatMap((page) => page.data);
  if (events === undefined) {
    return (
      <Card>
        <NotYet query={list} lines={6} />
      </Card>
    );
  }
  if (events.length === 0) {
    return (
      <Card>
        <EmptyState
          title={t('portal.events.empty')}
          hint={t('portal.events.emptyHint')}
          action={<CreateLink />}
        />
      </Card>
    );
  }
  return (
    <Card flush>
      <EventsTable events={events} together />
      <MorePages list={list} count={events.length} />
    </Card>
  );
}
