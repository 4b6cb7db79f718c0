import { useI18n } from '@gatehouse/shared/ui';
import { Link } from '@tanstack/react-router';
import { useEvent } from '../events/event-context.js';

/** The pages of the door: what happens now, and what one looks into afterwards. */
export function DoorNav() {
  const { t } = useI18n();
  const { id: eventId } = useEvent();
  const params = { eventId };
  return (
    <nav class="flex flex-wrap gap-2" aria-label={t('portal.event.tab.door')}>
      <Link
        to="/events/$eventId/door"
        params={params}
        activeOptions={{ exact: true }}
        class="ui-button aria-[current=page]:border-brand"
      >
        {t('desk.watch.door')}
      </Link>
      <Link
        to="/events/$eventId/door/suspicious"
        params={params}
        class="ui-button aria-[current=page]:border-brand"
      >
        {t('desk.watch.suspicious')}
      </Link>
      <Link to="/events/$eventId/door/log" params={params} class="ui-button aria-[current=page]:border-brand">
        {t('desk.watch.log')}
      </Link>
    </nav>
  );
}
