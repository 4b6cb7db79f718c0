import { useI18n } from '@gatehouse/shared/ui';
import { Link } from '@tanstack/react-router';
import { useEvent } from '../events/event-context.js';

/** The pages of the door: what happens now, and what one looks into afterwards. */
export function DoorNav() {
  const { t } = useI18n();
  const { id: eventId } = useEvent();
  const params = { eventId };
  return (
    <nav class="ui-tabs" aria-label={t('portal.event.tab.door')}>
      <Link to="/events/$eventId/door" params={params} resetScroll={false} activeOptions={{ exact: true }}>
        {t('desk.watch.door')}
      </Link>
      <Link to="/events/$eventId/door/suspicious" params={params} resetScroll={false}>
        {t('desk.watch.suspicious')}
      </Link>
      <Link to="/events/$eventId/door/log" params={params} resetScroll={false}>
        {t('desk.watch.log')}
      </Link>
    </nav>
  );
}
