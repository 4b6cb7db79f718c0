import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import {
  bestLocale,
  createTranslator,
  directionOf,
  formatDate,
  type Locale,
  loadCatalogue,
  readAcceptLanguage,
} from '@gatehouse/shared/i18n';
import type { FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import PostalMime from 'postal-mime';
import Type from 'typebox';
import { AppError } from '../errors/app-error.js';
import { platformErrors } from '../errors/platform-errors.js';
import type { App } from '../http/create-server.js';
import { escapeHtml } from '../http/escape-html.js';
import { isFromThisMachine } from '../http/loopback.js';
import { type AttachedFile, attachedFiles, dispositionOf, withInlinePictures } from './caught-attachments.js';
import { mailPageStyle } from './page-style.js';

const mailParams = Type.Object({ file: Type.String({ pattern: '^[\\w.%@-]+\\.eml$' }) });
const attachmentParams = Type.Object({
  file: Type.String({ pattern: '^[\\w.%@-]+\\.eml$' }),
  index: Type.Integer({ minimum: 0, maximum: 999 }),
});
const shownMails = 100;
/** A mail is somebody else's page: it may look as it likes and do nothing. */
const mailPolicy = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; sandbox";

/** Shows caught mail at `/mail`, to this machine only. Without a folder mail is sent for real and there is no page. */
export const mailPages = fp<{ folder: string | undefined }>(
  async (instance, { folder }) => {
    if (folder === undefined) return;
    await instance.register(async (scope) => {
      const app = scope as App;
      app.addHook('onRequest', async (request) => requireLoopback(request));
      app.get('/mail', { schema: { hide: true } }, async (request, reply) =>
        reply.type('text/html; charset=utf-8').send(await listPage(folder, request)),
      );
      app.get('/mail/page.css', { schema: { hide: true } }, (_request, reply) =>
        reply.type('text/css; charset=utf-8').send(mailPageStyle),
      );
      app.get('/mail/:file', { schema: { hide: true, params: mailParams } }, async (request, reply) =>
        reply.type('text/html; charset=utf-8').send(await mailPage(folder, request.params.file, request)),
      );
      app.get('/mail/:file/body', { schema: { hide: true, params: mailParams } }, async (request, reply) => {
        const mail = await readMail(folder, request.params.file);
        return reply
          .header('content-security-policy', mailPolicy)
          .header('x-frame-options', 'SAMEORIGIN')
          .type('text/html; charset=utf-8')
          .send(mail.html ? withInlinePictures(mail.html, mail.attachments) : plainPage(mail.text));
      });
      app.get(
        '/mail/:file/attachments/:index',
        { schema: { hide: true, params: attachmentParams } },
        async (request, reply) => {
          const { file, index } = request.params;
          const attachment = attachedFiles((await readMail(folder, file)).attachments)[index];
          if (!attachment) throw new AppError(platformErrors.notFound);
          // Saved and never opened here, whatever it says it is.
          return reply
            .header('content-security-policy', mailPolicy)
            .header('content-disposition', dispositionOf(attachment.filename))
            .header('x-content-type-options', 'nosniff')
            .type('application/octet-stream')
            .send(Buffer.from(attachment.content));
        },
      );
    });
  },
  { name: 'mail-pages', dependencies: ['security'] },
);

function requireLoopback(request: FastifyRequest): void {
  if (!isFromThisMachine(request)) throw new AppError(platformErrors.notFound);
}

async function readMail(folder: string, file: string) {
  try {
    return await PostalMime.parse(await readFile(join(folder, encodeURIComponent(decodeURIComponent(file)))));
  } catch {
    throw new AppError(platformErrors.notFound);
  }
}

async function listPage(folder: string, request: FastifyRequest): Promise<string> {
  const words = await wordsFor(request);
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.eml'));
  const dated = await Promise.all(
    names.map(async (name) => ({ name, at: (await stat(join(folder, name))).mtimeMs })),
  );
  const newest = dated.sort((a, b) => b.at - a.at).slice(0, shownMails);
  const items = await Promise.all(
    newest.map(async ({ name }) => {
      const mail = await readMail(folder, name);
      return `<li><a href="/mail/${encodeURIComponent(name)}"><b><bdi>${escapeHtml(mail.subject ?? '')}</bdi></b>
        <span>${escapeHtml(addressOf(mail.to))}</span>
        <time>${escapeHtml(mail.date ? formatDate(words.locale, mail.date) : '')}</time></a></li>`;
    }),
  );
  const list = items.length > 0 ? `<ul>${items.join('')}</ul>` : `<p>${words.t('mail.caught.empty')}</p>`;
  return page(words, `<h1>${words.t('mail.caught.title')}</h1><p>${words.t('mail.caught.lead')}</p>${list}`);
}

async function mailPage(folder: string, file: string, request: FastifyRequest): Promise<string> {
  const words = await wordsFor(request);
  const mail = await readMail(folder, file);
  return page(
    words,
    `<p><a href="/mail">${words.t('mail.caught.all')}</a></p><h1><bdi>${escapeHtml(mail.subject ?? '')}</bdi></h1>
    <p>${words.t('mail.caught.to')} ${escapeHtml(addressOf(mail.to))}</p>
    <iframe title="${escapeHtml(mail.subject ?? '')}" sandbox src="/mail/${encodeURIComponent(file)}/body"></iframe>${attachmentList(words, file, attachedFiles(mail.attachments))}`,
  );
}

function attachmentList({ t }: Words, file: string, attachments: readonly AttachedFile[]): string {
  if (attachments.length === 0) return '';
  const items = attachments.map(
    ({ filename, content }, index) =>
      `<li><a href="/mail/${encodeURIComponent(file)}/attachments/${index}" download><b>${escapeHtml(filename)}</b>
      <span>${Math.ceil(content.byteLength / 1024)} kB</span></a></li>`,
  );
  return `<h2>${t('mail.caught.attachments')}</h2><ul>${items.join('')}</ul>`;
}

function plainPage(text: string | undefined): string {
  return `<pre>${escapeHtml(text ?? '')}</pre>`;
}

type Words = Awaited<ReturnType<typeof wordsFor>>;

async function wordsFor(request: FastifyRequest) {
  const locale: Locale = bestLocale(readAcceptLanguage(request.headers['accept-language']));
  return { locale, t: createTranslator(locale, await loadCatalogue(locale, ['mail'])) };
}

function page({ locale, t }: Words, body: string): string {
  return `<!doctype html><html lang="${locale}" dir="${directionOf(locale)}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>${t('mail.caught.title')}</title>
<link rel="stylesheet" href="/mail/page.css"></head><body><main>${body}</main></body></html>`;
}

function addressOf(to: readonly { address?: string | undefined }[] | undefined): string {
  return (to ?? []).map((one) => one.address ?? '').join(', ');
}
