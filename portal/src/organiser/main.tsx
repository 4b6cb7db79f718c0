import './organiser.css';
import type { Area } from '@gatehouse/shared/i18n';
import { applyTheme, I18nProvider, prepareLanguage, storedTheme, ToastProvider } from '@gatehouse/shared/ui';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { render } from 'preact';
import { session } from '../api/browser-session.js';
import type { Session } from '../api/session.js';
import { createQueries } from './queries.js';
import { createPortalRouter } from './router.js';

const areas: readonly Area[] = ['common', 'errors', 'portal'];

async function start(host: HTMLElement): Promise<void> {
  applyTheme(storedTheme());
  // Without a server nobody is signed in yet; the sign-in page then says so when it is tried.
  const [language] = await Promise.all([prepareLanguage(areas), session.resume().catch(() => false)]);
  const queries = createQueries();
  const router = createPortalRouter();
  let speaker = speakerOf(session);
  session.subscribe(() => {
    const previous = speaker;
    speaker = speakerOf(session);
    // A refreshed token changes nothing that is on the screen.
    if (speaker === previous) return;
    // Another person or organisation must not see what was fetched for the one before.
    queries.clear();
    void router.invalidate();
  });
  render(
    <I18nProvider areas={areas} initial={language}>
      <QueryClientProvider client={queries}>
        <ToastProvider>
          <RouterProvider router={router} />
        </ToastProvider>
      </QueryClientProvider>
    </I18nProvider>,
    host,
  );
}

/** Whom the answers on the screen are meant for. */
function speakerOf({ current, membership }: Session): string | undefined {
  return current && `${current.person.id} ${membership?.organisationId}`;
}

const host = document.getElementById('app');
if (host !== null) void start(host);
