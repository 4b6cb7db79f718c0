import type { PlainKey } from '@gatehouse/shared/i18n';
import { Notice, useI18n } from '@gatehouse/shared/ui';
import { Link, type LinkProps, Outlet, useLocation } from '@tanstack/react-router';
import { useEffect, useRef } from 'preact/hooks';
import { useMay } from '../../../api/browser-session.js';
import type { Event } from './event-model.js';

interface Part {
  readonly to: LinkProps['to'];
  readonly label: PlainKey;
  /** Whether a pass has it, too: it is sold and held, and has no door. */
  readonly onPass: boolean;
}

const overview = { to: '/events/$eventId', label: 'portal.event.tab.overview', onPass: true } as const;
const always: readonly Part[] = [
  { to: '/events/$eventId/dates', label: 'portal.event.tab.dates', onPass: true },
  { to: '/events/$eventId/ticket-types', label: 'portal.event.tab.tickets', onPass: true },
  { to: '/events/$eventId/places', label: 'portal.event.tab.places', onPass: false },
  { to: '/events/$eventId/access-lists', label: 'portal.event.tab.lists', onPass: false },
  { to: '/events/$eventId/questions', label: 'portal.event.tab.questions', onPass: false },
];
const attendees = {
  to: '/events/$eventId/attendees',
  label: 'portal.event.tab.attendees',
  onPass: true,
} as const;
const phones = { to: '/events/$eventId/phones', label: 'portal.event.tab.phones', onPass: false } as const;
const door = { to: '/events/$eventId/door', label: 'portal.event.tab.door', onPass: false } as const;

/** The parts of an event that it has, and that the reader may see. */
export function EventTabs({ event }: { readonly event: Event }) {
  const { t } = useI18n();
  const params = { eventId: event.id };
  const { pathname } = useLocation();
  const list = useRef<HTMLElement>(null);
  const parts: readonly (Part | false)[] = [
    ...always,
    useMay('tickets.read') && attendees,
    useMay('devices.read') && phones,
    useMay('door.read') && door,
  ];
  useEffect(() => {
    const current = list.current?.querySelector('[aria-current="page"]');
    current?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [pathname]);
  return (
    <nav ref={list} class="ui-tabs" aria-label={t('portal.event.parts')}>
      <Link to={overview.to} params={params} activeOptions={{ exact: true }} resetScroll={false}>
        {t(overview.label)}
      </Link>
      {parts.map(
        (part) =>
          part !== false &&
          (event.kind === 'date' || part.onPass) && (
            <Link key={part.label} to={part.to} params={params} resetScroll={false}>
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
  const missing = [...always, phones, door].some(
    ({ to = '', onPass }) => !onPass && pathname.includes(to.replace('$eventId', event.id)),
  );
  if (event.kind === 'pass' && missing)
    return <Notice title={t('portal.pass.noDoorTitle')}>{t('portal.pass.noDoor')}</Notice>;
  return <Outlet />;
}
