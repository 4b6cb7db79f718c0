import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { PageContext, RenderPage } from '@gatehouse/shared/attendee';
import { bestLocale, isLocale, readAcceptLanguage } from '@gatehouse/shared/i18n';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import { createFrontPage, findPage } from './find-page.js';

const portalBuilds = new URL('../../../portal/dist/', import.meta.url);
const built = {
  renderer: new URL('attendee/render.js', portalBuilds),
  manifest: new URL('client/.vite/manifest.json', portalBuilds),
};

const slug = '[a-z0-9][a-z0-9-]{0,61}';

/**
 * The public pages, rendered here so that they show before any script and are read by search engines:
 * `/`, `/{organisation}`, `/{organisation}/{event}`.
 */
export const attendeePages = fp(
  async (app) => {
    if (!existsSync(built.renderer)) {
      app.log.warn('the public pages are not built');
      return;
    }
    const { renderPage } = (await import(built.renderer.href)) as { renderPage: RenderPage };
    const stylesheet = readStylesheet();
    const frontPage = createFrontPage(app);
    const answer = async (request: FastifyRequest, reply: FastifyReply): Promise<string> => {
      const { organisation, event } = request.params as { organisation?: string; event?: string };
      const page = organisation === undefined ? await frontPage() : await findPage(app, organisation, event);
      const { html, status } = await renderPage(page, contextOf(app, request, stylesheet));
      reply
        .code(status)
        .type('text/html; charset=utf-8')
        .headers({ 'cache-control': 'no-cache', vary: 'accept-language' });
      return html;
    };
    const options = { schema: { hide: true } };
    app.get('/', options, answer);
    app.get(`/:organisation(^${slug}$)`, options, answer);
    app.get(`/:organisation(^${slug}$)/:event(^${slug}$)`, options, answer);
  },
  { name: 'attendee-pages', dependencies: ['platform', 'events', 'organisations', 'ticketing', 'web-apps'] },
);

function contextOf(app: FastifyInstance, request: FastifyRequest, stylesheet: string): PageContext {
  const { lang } = request.query as { lang?: unknown };
  const localeChosen = typeof lang === 'string' && isLocale(lang);
  return {
    locale: localeChosen ? lang : bestLocale(readAcceptLanguage(request.headers['accept-language'])),
    localeChosen,
    origin: app.platform.publicUrl(),
    path: request.url.split('?')[0] ?? '/',
    stylesheet,
  };
}

function readStylesheet(): string {
  const manifest = JSON.parse(readFileSync(fileURLToPath(built.manifest), 'utf8')) as Record<
    string,
    { file: string }
  >;
  const entry = manifest['src/attendee/attendee.css'];
  if (!entry) throw new Error('The build of the portal has no style sheet for the public pages.');
  return `/portal/${entry.file}`;
}
