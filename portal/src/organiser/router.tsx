import { Loading } from '@gatehouse/shared/ui';
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router';
import { session } from '../api/browser-session.js';
import { safePath } from './safe-path.js';
import { FailurePage, NotFoundPage } from './shell/fallback-pages.js';
import { Shell } from './shell/shell.js';

const root = createRootRoute({ component: Outlet, notFoundComponent: NotFoundPage });

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: (search: Record<string, unknown>): { next?: string } => {
    const { next } = search;
    return typeof next === 'string' ? { next } : {};
  },
  beforeLoad: ({ search }) => {
    if (session.current !== undefined) throw redirect({ href: safePath(search.next) });
  },
  component: lazyRouteComponent(() => import('./features/sign-in/sign-in-page.js'), 'SignInPage'),
});

/** Everything below is for members of an organisation. */
const members = createRoute({
  getParentRoute: () => root,
  id: 'members',
  beforeLoad: ({ location }) => {
    if (session.current === undefined) throw redirect({ to: '/sign-in', search: { next: location.href } });
  },
  component: Shell,
});

const home = createRoute({
  getParentRoute: () => members,
  path: '/',
  component: lazyRouteComponent(() => import('./features/home/home-page.js'), 'HomePage'),
});

const events = createRoute({
  getParentRoute: () => members,
  path: '/events',
  component: lazyRouteComponent(() => import('./features/events/events-page.js'), 'EventsPage'),
});

const newEvent = createRoute({
  getParentRoute: () => members,
  path: '/events/new',
  component: lazyRouteComponent(() => import('./features/events/new-event-page.js'), 'NewEventPage'),
});

const event = createRoute({
  getParentRoute: () => members,
  path: '/events/$eventId',
  component: lazyRouteComponent(() => import('./features/events/event-page.js'), 'EventPage'),
});

const overview = createRoute({
  getParentRoute: () => event,
  path: '/',
  component: lazyRouteComponent(() => import('./features/events/overview-tab.js'), 'OverviewTab'),
});

const dates = createRoute({
  getParentRoute: () => event,
  path: '/dates',
  component: lazyRouteComponent(() => import('./features/series/dates-tab.js'), 'DatesTab'),
});

const ticketTypes = createRoute({
  getParentRoute: () => event,
  path: '/ticket-types',
  component: lazyRouteComponent(
    () => import('./features/ticket-types/ticket-types-tab.js'),
    'TicketTypesTab',
  ),
});

const places = createRoute({
  getParentRoute: () => event,
  path: '/places',
  component: lazyRouteComponent(() => import('./features/places/places-tab.js'), 'PlacesTab'),
});

const accessLists = createRoute({
  getParentRoute: () => event,
  path: '/access-lists',
  component: lazyRouteComponent(
    () => import('./features/access-lists/access-lists-tab.js'),
    'AccessListsTab',
  ),
});

const questions = createRoute({
  getParentRoute: () => event,
  path: '/questions',
  component: lazyRouteComponent(() => import('./features/questions/questions-tab.js'), 'QuestionsTab'),
});

const attendees = createRoute({
  getParentRoute: () => event,
  path: '/attendees',
  component: lazyRouteComponent(() => import('./features/attendees/attendees-tab.js'), 'AttendeesTab'),
});

const importList = createRoute({
  getParentRoute: () => event,
  path: '/attendees/import',
  component: lazyRouteComponent(() => import('./features/imports/import-page.js'), 'ImportPage'),
});

const phones = createRoute({
  getParentRoute: () => event,
  path: '/phones',
  component: lazyRouteComponent(() => import('./features/devices/phones-tab.js'), 'PhonesTab'),
});

const door = createRoute({
  getParentRoute: () => event,
  path: '/door',
  component: lazyRouteComponent(() => import('./features/door/door-tab.js'), 'DoorTab'),
});

const suspicious = createRoute({
  getParentRoute: () => event,
  path: '/door/suspicious',
  component: lazyRouteComponent(() => import('./features/door/suspicious-tab.js'), 'SuspiciousTab'),
});

const log = createRoute({
  getParentRoute: () => event,
  path: '/door/log',
  component: lazyRouteComponent(() => import('./features/door/log-tab.js'), 'LogTab'),
});

const settings = createRoute({
  getParentRoute: () => members,
  path: '/settings',
  component: lazyRouteComponent(() => import('./features/settings/settings-page.js'), 'SettingsPage'),
});

const components = createRoute({
  getParentRoute: () => root,
  path: '/components',
  component: lazyRouteComponent(() => import('./features/showcase/showcase-page.js'), 'ShowcasePage'),
});

const routeTree = root.addChildren([
  signIn,
  components,
  members.addChildren([
    home,
    events,
    newEvent,
    event.addChildren([
      overview,
      dates,
      ticketTypes,
      places,
      accessLists,
      questions,
      attendees,
      importList,
      phones,
      door,
      suspicious,
      log,
    ]),
    settings,
  ]),
]);

export function createPortalRouter() {
  return createRouter({
    routeTree,
    basepath: '/portal',
    defaultPreload: 'intent',
    defaultPendingComponent: Loading,
    defaultErrorComponent: FailurePage,
    scrollRestoration: true,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createPortalRouter>;
  }
}
