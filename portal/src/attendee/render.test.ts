import type { Page, PageContext, PublicEvent } from '@gatehouse/shared/attendee';
import { describe, expect, it } from 'vitest';
import { renderPage } from './render.js';

const context: PageContext = {
  locale: 'en',
  localeChosen: false,
  origin: 'https://tickets.example',
  path: '/expo/night',
  stylesheet: '/portal/assets/attendee.css',
  ticketScript: '/portal/assets/ticket.js',
};

const event: PublicEvent = {
  name: 'Night of Lights',
  slug: 'night',
  description: 'Bring a lantern.',
  place: 'Old Harbour, Hamburg',
  timeZone: 'Asia/Tokyo',
  admissionAt: '2027-05-03T16:00:00Z',
  startsAt: '2027-05-03T17:00:00Z',
  endsAt: null,
  ticketTypes: ['Day ticket'],
};

const organisation = { name: 'Expo', slug: 'expo' };
const eventPage: Page = { kind: 'event', organisation, event };

function dataOf(html: string): Record<string, unknown> {
  return JSON.parse(/<script type="application\/ld\+json">(.*?)<\/script>/.exec(html)?.[1] ?? 'null');
}

describe('renderPage', () => {
  it('shows the times of an event in its own zone, in the reader’s language', async () => {
    const { html, status } = await renderPage(eventPage, { ...context, locale: 'de' });
    expect(status).toBe(200);
    expect(html).toMatch(/^<!doctype html><html lang="de" dir="ltr">/);
    expect(html).toContain('Dienstag, 4. Mai 2027 um 02:00');
    expect(html).toContain('Asia/Tokyo');
    expect(html).toContain('Day ticket');
  });

  it('runs from right to left in Arabic', async () => {
    expect((await renderPage(eventPage, { ...context, locale: 'ar' })).html).toContain(
      '<html lang="ar" dir="rtl">',
    );
  });

  it('tells previews and search engines what it is about', async () => {
    const { html } = await renderPage(eventPage, context);
    expect(html).toContain('<meta property="og:title" content="Night of Lights · Expo"/>');
    expect(html).toContain('<link rel="canonical" href="https://tickets.example/expo/night"/>');
    expect(dataOf(html)).toMatchObject({
      '@type': 'Event',
      startDate: '2027-05-03T17:00:00Z',
      doorTime: '2027-05-03T16:00:00Z',
      url: 'https://tickets.example/expo/night',
    });
  });

  it('lets no text of an organiser become markup', async () => {
    const name = '</script><script>alert(1)</script><b>"&';
    const { html } = await renderPage({ ...eventPage, event: { ...event, name } }, context);
    expect(html).not.toContain('<script>alert');
    expect(html).not.toContain('<b>"');
    expect(dataOf(html)).toMatchObject({ name });
  });

  it('carries a chosen language along its links, and no other', async () => {
    const page: Page = { kind: 'organisation', organisation, events: [event] };
    const link = 'href="/expo/night?lang=fr"';
    expect(
      (await renderPage(page, { ...context, locale: 'fr', localeChosen: true, path: '/expo' })).html,
    ).toContain(link);
    expect((await renderPage(page, { ...context, locale: 'fr', path: '/expo' })).html).not.toContain(link);
  });

  it('says what is empty, and that a page is missing', async () => {
    const empty = await renderPage({ kind: 'organisation', organisation, events: [] }, context);
    expect(empty.html).toContain('Nothing is announced at the moment');
    const front = await renderPage({ kind: 'front', organisations: [] }, context);
    expect(front.html).toContain('No organiser has published an event yet');
    expect((await renderPage({ kind: 'missing' }, context)).status).toBe(404);
  });

  it('has no inline script and no style attribute, which its policy would block', async () => {
    const { html } = await renderPage(eventPage, context);
    expect(html).not.toMatch(/\sstyle=|\son\w+=/);
    expect(html.match(/<script/g)).toHaveLength(1);
  });
});
