import { Card, EmptyState, PageHeader, useI18n } from '@gatehouse/shared/ui';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useSession } from '../../../api/browser-session.js';
import { NotYet } from '../../shell/not-yet.js';
import { useTitle } from '../../shell/use-title.js';
import { comingQuery } from '../events/event-queries.js';
import { CreateLink } from '../events/events-page.js';
import { EventsTable } from '../events/events-table.js';

const shownCount = 5;

export function HomePage() {
  const { t } = useI18n();
  const session = useSession();
  useTitle(t('portal.nav.home'));
  const membership = session.membership;
  return (
    <>
      <PageHeader
        title={t('portal.home.greeting', { name: session.current?.person.name ?? '' })}
        lead={t('portal.home.lead', { organisation: membership?.organisationName ?? '' })}
        actions={<CreateLink />}
      />
      <ComingUp />
    </>
  );
}

function ComingUp() {
  const { t } = useI18n();
  const list = useQuery(comingQuery(new Date(), 2 * shownCount));
  // Twice as many are asked for, because some of them may have been archived, and a pass has no doors to open.
  const coming = list.data
    ?.filter(({ status, kind }) => status !== 'archived' && kind === 'date')
    .slice(0, shownCount);
  return (
    <Card
      title={t('portal.home.next')}
      actions={
        <Link to="/events" class="inline-flex min-h-11 items-center">
          {t('portal.home.allEvents')}
        </Link>
      }
      flush={coming !== undefined}
    >
      {coming === undefined && <NotYet query={list} lines={4} />}
      {coming?.length === 0 && (
        <EmptyState
          title={t('portal.home.nextEmpty')}
          hint={t('portal.home.nextEmptyHint')}
          action={<CreateLink />}
        />
      )}
      {coming !== undefined && coming.length > 0 && <EventsTable events={coming} />}
    </Card>
  );
}
