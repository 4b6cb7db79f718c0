import type { Page, PageContext } from '@gatehouse/shared/attendee';
import { renderToString } from 'preact-render-to-string';
import { Document } from './document.js';
import { headOf } from './head.js';
import { EventPage, FrontPage, MissingPage, OrganisationPage } from './pages.js';
import { createSpeaker, type Speaker } from './speaker.js';
import { TicketPage, VoidTicketPage } from './ticket-page.js';

export interface RenderedPage {
  readonly html: string;
  /** HTTP status. */
  readonly status: 200 | 404 | 410;
}

/** Renders a public page on the server, whole, in the language of the context. */
export async function renderPage(page: Page, context: PageContext): Promise<RenderedPage> {
  const speaker = await createSpeaker(context);
  const body = renderToString(
    <Document head={headOf(page, speaker)} speaker={speaker}>
      {contentOf(page, speaker)}
    </Document>,
  );
  return { html: `<!doctype html>${body}`, status: statusOf(page) };
}

/** A link that was replaced never comes back; a ticket that was cancelled may. */
function statusOf(page: Page): RenderedPage['status'] {
  if (page.kind === 'missing') return 404;
  return page.kind === 'void-ticket' && page.reason === 'replaced' ? 410 : 200;
}

function contentOf(page: Page, speaker: Speaker) {
  switch (page.kind) {
    case 'front':
      return <FrontPage page={page} speaker={speaker} />;
    case 'organisation':
      return <OrganisationPage page={page} speaker={speaker} />;
    case 'event':
      return <EventPage page={page} speaker={speaker} />;
    case 'ticket':
      return <TicketPage page={page} speaker={speaker} />;
    case 'void-ticket':
      return <VoidTicketPage page={page} speaker={speaker} />;
    case 'missing':
      return <MissingPage speaker={speaker} />;
  }
}
