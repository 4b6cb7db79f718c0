import { existsSync } from 'node:fs';
import type { PageContext, RenderPage } from '@gatehouse/shared/attendee';
import { bestLocale, isLocale, readAcceptLanguage } from '@gatehouse/shared/i18n';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import { builtRenderer, readBuiltFiles } from './built-files.js';
import { createFrontPage, findPage } from './find-page.js';
import { type ShowPage, ticketRoutes } from './ticket-routes.js';

const slug = '[a-z0-9][a-z0-9-]{0,61}';

/**
 * The public pages, rendered here so that they show before any script and are read by search engines:
 * `/`, `/{organisation}`, `/{organisation}/{event}`. And the pages of tickets, `/t/{token}`, for their holders.
 */
export const attendeePages = fp(
  async (app) => {
    if (!existsSync(builtRenderer)) {
      app.log.warn('the public pages are not built');
      return;
    }
    const { renderPage } = (await import(builtRenderer.href)) as { renderPage: RenderPage };
    const files = readBuiltFiles();
    const show: ShowPage = async (request, reply, page) => {
      const { html, status } = await renderPage(page, { ...contextOf(app, request), ...files.addresses });
      reply.code(status).type('text/html; charset=utf-8');
      return html;
    };
    const frontPage = createFrontPage(app);
    const answer = async (request: FastifyRequest, reply: FastifyReply): Promise<string> => {
      const { organisation, event } = request.params as { organisation?: string; event?: string };
      const page = organisation === undefined ? await frontPage() : await findPage(app, organisation, event);
      reply.headers({ 'cache-control': 'no-cache', vary: 'accept-language' });
      return show(request, reply, page);
    };
    const options = { schema: { hide: true } };
    app.get('/', options, answer);
    app.get(`/:organisation(^${slug}$)`, options, answer);
    app.get(`/:organisation(^${slug}$)/:event(^${slug}$)`, options, answer);
    ticketRoutes(app, { show, worker: files.ticketWorker });
  },
  { name: 'attendee-pages', dependencies: ['platform', 'events', 'organisations', 'ticketing', 'web-apps'] },
);

function contextOf(
  app: FastifyInstance,
  request: FastifyRequest,
): Omit<PageContext, 'stylesheet' | 'ticketScript'> {
  const { lang } = request.query as { lang?: unknown };
  const localeChosen = typeof lang === 'string' && isLocale(lang);
  return {
    locale: localeChosen ? lang : bestLocale(readAcceptLanguage(request.headers['accept-language'])),
    localeChosen,
    origin: app.platform.publicUrl(),
    path: request.url.split('?')[0] ?? '/',
  };
}
