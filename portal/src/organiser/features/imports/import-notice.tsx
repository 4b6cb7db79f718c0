import { formatNumber } from '@gatehouse/shared/i18n';
import { Notice, PlusIcon, useI18n } from '@gatehouse/shared/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect } from 'preact/hooks';
import { ticketsKey } from '../attendees/ticket-api.js';
import { useEvent } from '../events/event-context.js';
import { isUnderWay, latestImportQuery } from './import-api.js';

export function ImportLink({ kind = 'secondary' }: { readonly kind?: 'primary' | 'secondary' }) {
  const { t } = useI18n();
  const { id: eventId } = useEvent();
  return (
    <Link to="/events/$eventId/attendees/import" params={{ eventId }} class="ui-button" data-kind={kind}>
      <PlusIcon />
      {t('portal.import.title')}
    </Link>
  );
}

/** Says on the list of attendees that it is still growing, and reads it again once it has grown. */
export function ImportNotice() {
  const { t, locale } = useI18n();
  const { id: eventId } = useEvent();
  const queries = useQueryClient();
  const latest = useQuery(latestImportQuery(eventId)).data;
  const running = latest ? isUnderWay(latest) : undefined;
  useEffect(() => {
    if (running === false) void queries.invalidateQueries({ queryKey: ticketsKey(eventId) });
  }, [queries, eventId, running]);
  if (!latest || !running) return null;
  const done = formatNumber(locale, latest.processed);
  const all = formatNumber(locale, latest.preview.rows);
  return (
    <Notice
      title={t('portal.import.running')}
      actions={
        <Link
          to="/events/$eventId/attendees/import"
          params={{ eventId }}
          class="ui-button"
          data-kind="secondary"
        >
          {t('portal.import.show')}
        </Link>
      }
    >
      {t('portal.import.progress', { done, all })}
    </Notice>
  );
}
