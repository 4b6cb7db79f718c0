import { Card, StatusBadge, useI18n } from '@gatehouse/shared/ui';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { NotYet } from '../../shell/not-yet.js';
import { phonesQuery } from '../devices/device-api.js';
import { LastSync, Unsent } from '../devices/last-sync.js';
import { statusFaces } from '../devices/phone-words.js';
import { useEvent } from '../events/event-context.js';

/** The phones in short: who was heard of last, and what still lies on them. */
export function PhonesStrip() {
  const { t } = useI18n();
  const { id: eventId } = useEvent();
  const phones = useQuery(phonesQuery(eventId));
  const shown = phones.data?.filter(({ status }) => status !== 'revoked');
  return (
    <Card
      title={t('desk.phones.title')}
      actions={
        <Link to="/events/$eventId/phones" params={{ eventId }} class="text-sm">
          {t('desk.phones.all')}
        </Link>
      }
    >
      {shown === undefined ? (
        <NotYet query={phones} lines={3} />
      ) : shown.length === 0 ? (
        <p class="text-ink-muted">{t('desk.phones.none')}</p>
      ) : (
        <ul class="grid gap-3">
          {shown.map((phone) => (
            <li key={phone.id} class="flex items-start justify-between gap-3">
              <span class="grid min-w-0 justify-items-start gap-0.5">
                <bdi class="wrap-anywhere font-medium">{phone.name}</bdi>
                {phone.status === 'waiting' ? (
                  <span>
                    <StatusBadge tone="warn">{t(statusFaces.waiting.label)}</StatusBadge>
                  </span>
                ) : (
                  <LastSync phone={phone} />
                )}
              </span>
              <Unsent phone={phone} />
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
