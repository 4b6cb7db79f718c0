import { AppShell, CalendarIcon, HomeIcon, useI18n } from '@gatehouse/shared/ui';
import { Link, Outlet, useLocation } from '@tanstack/react-router';
import { useEffect, useRef } from 'preact/hooks';
import { AccountMenu } from './account-menu.js';

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
        </>
      }
    >
      <Outlet />
    </AppShell>
  );
}

/** After a change of page the keyboard and the screen reader stand at its content, as after a real page load. */
function useFocusOnArrival(): void {
  const { pathname } = useLocation();
  const shown = useRef(pathname);
  useEffect(() => {
    if (shown.current === pathname) return;
    shown.current = pathname;
    document.getElementById('content')?.focus({ preventScroll: true });
  }, [pathname]);
}
