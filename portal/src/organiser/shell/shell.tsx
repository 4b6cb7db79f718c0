import { AppShell, CalendarIcon, HomeIcon, useI18n } from '@gatehouse/shared/ui';
import { Link, Outlet } from '@tanstack/react-router';
import { AccountMenu } from './account-menu.js';

/** The frame of every page that a member sees. */
export function Shell() {
  const { t } = useI18n();
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
