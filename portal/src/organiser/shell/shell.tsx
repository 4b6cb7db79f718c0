import { AppShell, CalendarIcon, HomeIcon, SettingsIcon, useI18n } from '@gatehouse/shared/ui';
import { Link, Outlet, useLocation } from '@tanstack/react-router';
import { useEffect, useRef } from 'preact/hooks';
import { AccountMenu } from './account-menu.js';
import { ReturnDialog } from './return-dialog.js';

/** The frame of every page that a member sees. */
export function Shell() {
  const { t } = useI18n();
  useFocusOnArrival();
  return (
    <AppShell
      homeHref="/portal/"
      account={<AccountMenu />}
      navigation={
        <>
          <Link to="/" activeOptions={{ exact: true }}>
            <HomeIcon />
            {t('portal.nav.home')}
          </Link>
          <Link to="/events">
            <CalendarIcon />
            {t('portal.nav.events')}
          </Link>
          <Link to="/settings">
            <SettingsIcon />
            {t('portal.settings.title')}
          </Link>
        </>
      }
    >
      <Outlet />
      <ReturnDialog />
    </AppShell>
  );
}

/** After a change of page the keyboard and the screen reader stand at its content, as after a real page load. */
function useFocusOnArrival(): void {
  const { pathname } = useLocation();
  const page = pageOf(pathname);
  const shown = useRef(page);
  useEffect(() => {
    if (shown.current === page) return;
    shown.current = page;
    document.getElementById('content')?.focus({ preventScroll: true });
  }, [page]);
}

/** The parts of one event are one page, on whose tabs the keyboard stays. */
function pageOf(pathname: string): string {
  return /^\/events\/[^/]+/.exec(pathname)?.[0] ?? pathname;
}
