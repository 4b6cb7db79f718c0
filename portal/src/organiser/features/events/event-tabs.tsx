import { Notice, useI18n } from '@gatehouse/shared/ui';
import { Link, Outlet, useLocation } from '@tanstack/react-router';
import { useEffect, useRef } from 'preact/hooks';
import { useMay } from '../../../api/browser-session.js';
import type { Event } from './event-model.js';

/** Whether a pass has the part, too: it is sold and held, and has no door. */
const parts = [
  { to: '/events/$eventId/dates', label: 'portal.event.tab.dates', onPass: true },
  { to: '/events/$eventId/ticket-types', label: 'portal.event.tab.tickets', onPass: true },
  { to: '/events/$eventId/places', label: 'portal.event.tab.places', onPass: false },
  { to: '/events/$eventId/access-lists', label: 'portal.event.tab.lists', onPass: true },
  { to: '/events/$eventId/questions', label: 'portal.event.tab.questions', onPass: false },
  { to: '/events/$eventId/attendees', label: 'portal.event.tab.attendees', onPass: true, of: 'tickets.read' },
  { to: '/events/$eventId/phones', label: 'portal.event.tab.phones', onPass: false, of: 'devices.read' },
  { to: '/events/$eventId/door', label: 'portal.event.tab.door', onPass: false, of: 'door.read' },
] as const;

/** The parts of an event that it has, and that the reader may see. */
export function EventTabs({ event }: { readonly event: Event }) {
  const { t } = useI18n();
  const params = { eventId: event.id };
  const { pathname } = useLocation();
  const list = useRef<HTMLElement>(null);
  const may = {
    'tickets.read': useMay('tickets.read'),
    'devices.read': useMay('devices.read'),
    'door.read': useMay('door.read'),
  };
  useEffect(() => {
    const current = list.current?.querySelector('[aria-current="page"]');
    current?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [pathname]);
  return (
    <nav ref={list} class="ui-tabs" aria-label={t('portal.event.parts')}>
      <Link to="/events/$eventId" params={params} activeOptions={{ exact: true }} resetScroll={false}>
        {t('portal.event.tab.overview')}
      </Link>
      {parts.map(
        (part) =>
          (event.kind === 'date' || part.onPass) &&
          (!('of' in part) || may[part.of]) && (
            <Link key={part.to} to={part.to} params={params} resetScroll={false}>
              {t(part.label)}
            </Link>
          ),
      )}
    </nav>
  );
}

/** The part at this address. An old link may lead to one that a pass does not have. */
export function EventPart({ event }: { readonly event: Event }) {
  const { t } = useI18n();
  const { pathname } = useLocation();
  const missing = parts.some(
    ({ to, onPass }) => !onPass && pathname.includes(to.replace('$eventId', event.id)),
  );
  if (event.kind === 'pass' && missing)
    return <Notice title={t('portal.pass.noDoorTitle')}>{t('portal.pass.noDoor')}</Notice>;
  return <Outlet />;
}
