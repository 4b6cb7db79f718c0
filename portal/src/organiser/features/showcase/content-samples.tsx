import {
  Badge,
  Button,
  Card,
  EmptyState,
  LoadMore,
  PageHeader,
  Table,
  useI18n,
  Verdict,
  type VerdictKind,
} from '@gatehouse/shared/ui';
import { Sample } from './sample.js';

const verdicts: readonly VerdictKind[] = [
  'admit',
  'refuse',
  'already',
  'confirm',
  'exit',
  'check',
  'unrecorded',
  'undone',
];

const rows = [
  { id: '1', name: 'Expo Mediterránea', place: 'València' },
  { id: '2', name: 'Salon de la Lumière', place: 'Lyon' },
];

/** What carries the content of a page. */
export function ContentSamples() {
  return (
    <>
      <Sample name="PageHeader Card EmptyState">
        <Cards />
      </Sample>
      <Sample name="Table LoadMore">
        <TableSample />
      </Sample>
      <Sample name="Verdict">
        <div class="grid gap-3 sm:grid-cols-2">
          {verdicts.map((kind) => (
            <Verdict key={kind} kind={kind} text={rows[0]?.name ?? ''} />
          ))}
        </div>
      </Sample>
    </>
  );
}

function Cards() {
  const { t } = useI18n();
  return (
    <div class="grid gap-4">
      <PageHeader
        above={
          <span>
            <Badge tone="good">{t('portal.status.published')}</Badge>
          </span>
        }
        title={t('portal.events.title')}
        lead={t('portal.events.lead')}
        actions={<Button kind="primary">{t('portal.events.create')}</Button>}
      />
      <Card title={t('portal.zones.title')} actions={<Button kind="quiet">{t('common.tryAgain')}</Button>}>
        {t('portal.zones.lead')}
      </Card>
      <Card>
        <EmptyState
          title={t('portal.events.empty')}
          hint={t('portal.events.emptyHint')}
          action={<Button kind="primary">{t('portal.events.create')}</Button>}
        />
      </Card>
    </div>
  );
}

function TableSample() {
  const { t } = useI18n();
  return (
    <Card flush>
      <Table
        caption={t('portal.events.title')}
        rows={rows}
        rowKey={({ id }) => id}
        columns={[
          { label: t('portal.events.name'), cell: ({ name }) => <bdi>{name}</bdi> },
          { label: t('portal.events.place'), cell: ({ place }) => <bdi>{place}</bdi> },
          {
            label: t('portal.events.status'),
            cell: () => <Badge tone="good">{t('portal.status.published')}</Badge>,
          },
        ]}
      />
      <LoadMore count={rows.length} hasMore loading={false} onMore={() => undefined} />
      <LoadMore count={rows.length} hasMore={false} loading={false} onMore={() => undefined} />
    </Card>
  );
}
