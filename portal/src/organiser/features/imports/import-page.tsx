import { Button, Card, Notice, useI18n } from '@gatehouse/shared/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useState } from 'preact/hooks';
import { useMay } from '../../../api/browser-session.js';
import { NotYet } from '../../shell/not-yet.js';
import { useTitle } from '../../shell/use-title.js';
import { ticketsKey } from '../attendees/ticket-api.js';
import { useEvent } from '../events/event-context.js';
import { ticketTypesQuery } from '../ticket-types/ticket-type-api.js';
import { ChooseFile } from './choose-file.js';
import {
  cancelImport,
  type Import,
  importQuery,
  importsKey,
  isUnderWay,
  latestImportQuery,
} from './import-api.js';
import { ImportProgress } from './import-progress.js';
import { MapColumns } from './map-columns.js';

/** Three steps, of which the server keeps the second and the third: whoever comes back finds them as they are. */
export function ImportPage() {
  const { t } = useI18n();
  const { id: eventId, name, status } = useEvent();
  useTitle(`${t('portal.import.title')} – ${name}`);
  const mayWrite = useMay('tickets.write') && status !== 'archived';
  const latest = useQuery(latestImportQuery(eventId));
  return (
    <Card
      title={t('portal.import.title')}
      actions={
        <Link
          to="/events/$eventId/attendees"
          params={{ eventId }}
          activeOptions={{ exact: true }}
          class="ui-button"
          data-kind="secondary"
        >
          {t('portal.import.back')}
        </Link>
      }
    >
      {!mayWrite ? (
        <Notice>{t(status === 'archived' ? 'errors.answer.archived' : 'errors.answer.forbidden')}</Notice>
      ) : latest.data === undefined ? (
        <NotYet query={latest} lines={5} />
      ) : (
        <Steps latest={latest.data} />
      )}
    </Card>
  );
}

/** @param latest what there is to come back to */
function Steps({ latest }: { readonly latest: Import | null }) {
  const { id: eventId } = useEvent();
  const open = latest && (latest.status === 'uploaded' || isUnderWay(latest)) ? latest.id : undefined;
  const [importId, setImportId] = useState(open);
  const queries = useQueryClient();
  function keep(list: Import): void {
    queries.setQueryData(importQuery(eventId, list.id).queryKey, list);
    setImportId(list.id);
  }
  if (importId === undefined) return <ChooseFile onUploaded={keep} />;
  return (
    <OneImport key={importId} importId={importId} onList={keep} onLeave={() => setImportId(undefined)} />
  );
}

interface OneImportProps {
  readonly importId: string;
  readonly onList: (list: Import) => void;
  readonly onLeave: () => void;
}

function OneImport({ importId, onList, onLeave }: OneImportProps) {
  const { t } = useI18n();
  const { id: eventId } = useEvent();
  const queries = useQueryClient();
  const list = useQuery(importQuery(eventId, importId));
  const types = useQuery(ticketTypesQuery(eventId));
  const status = list.data?.status;
  // What was imported belongs to other pages, which must not show what was there before.
  useEffect(() => {
    if (status === undefined || status === 'uploaded') return;
    void queries.invalidateQueries({ queryKey: ticketsKey(eventId) });
    void queries.invalidateQueries({ queryKey: ticketTypesQuery(eventId).queryKey });
    void queries.invalidateQueries({ queryKey: [...importsKey(eventId), 'latest'] });
  }, [queries, eventId, status]);
  if (list.data === undefined || types.data === undefined)
    return <NotYet query={list.data === undefined ? list : types} lines={5} />;
  if (list.data.status !== 'uploaded') {
    return (
      <div class="grid gap-5">
        <ImportProgress list={list.data} mayWrite />
        {!isUnderWay(list.data) && (
          <div class="ui-actions">
            <Button onClick={onLeave}>{t('portal.import.another')}</Button>
          </div>
        )}
      </div>
    );
  }
  async function discard(): Promise<void> {
    // Nobody waits for this: a list that is not begun goes by itself after a day.
    await cancelImport(eventId, importId).catch(() => undefined);
    void queries.invalidateQueries({ queryKey: importsKey(eventId) });
    onLeave();
  }
  return (
    <MapColumns list={list.data} types={types.data} onStarted={onList} onDiscard={() => void discard()} />
  );
}
