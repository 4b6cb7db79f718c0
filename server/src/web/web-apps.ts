import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { FastifyError, FastifyInstance, FastifyReply } from 'fastify';
import fp from 'fastify-plugin';
import { contentSecurityPolicy } from '../platform/http/security.js';

/** Folders of the built web apps, beside this package. */
const builds = {
  portal: fileURLToPath(new URL('../../../portal/dist/client/', import.meta.url)),
  scanner: fileURLToPath(new URL('../../../scanner/dist/', import.meta.url)),
};

const year = 'public, max-age=31536000, immutable';
const fingerprinted = /-[\w-]{8,}\.(?:js|css|woff2|svg|png|wasm)(?:\.br|\.gz)?$/;

/** The scanner's decoder is WebAssembly, which a strict policy has to allow by name. */
const scannerPolicy = Object.entries({
  ...contentSecurityPolicy,
  'script-src': ["'self'", "'wasm-unsafe-eval'"],
})
  .map(([name, values]) => `${name} ${values.join(' ')}`)
  .join(';');

/** The portal at `/portal/` and the scanner at `/scanner/`, each with its own addresses inside. */
export const webApps = fp(
  async (app) => {
    await serveApp(app, { prefix: '/portal', root: builds.portal });
    await serveApp(app, { prefix: '/scanner', root: builds.scanner, policy: scannerPolicy });
    // Browsers ask for this beside pages that name no icon: mail and the API's description.
    app.get('/favicon.ico', { schema: { hide: true } }, (_request, reply) =>
      reply.redirect('/portal/mark.svg', 302),
    );
  },
  { name: 'web-apps', dependencies: ['security'] },
);

interface AppFolder {
  readonly prefix: string;
  readonly root: string;
  readonly policy?: string;
}

async function serveApp(app: FastifyInstance, folder: AppFolder): Promise<void> {
  if (!existsSync(folder.root)) {
    app.log.warn({ prefix: folder.prefix }, 'this app is not built');
    return;
  }
  // Without the slash the pages would lie outside of their service worker's reach.
  app.get(folder.prefix, { schema: { hide: true } }, (request, reply) =>
    reply.redirect(request.url.replace(folder.prefix, `${folder.prefix}/`), 301),
  );
  await app.register(
    async (inner) => {
      if (folder.policy !== undefined)
        inner.addHook('onSend', async (_request, reply) => {
          reply.header('content-security-policy', folder.policy);
        });
      await inner.register(fastifyStatic, {
        root: folder.root,
        prefix: '/',
        decorateReply: true,
        cacheControl: false,
        // The build lays compressed copies beside the files.
        preCompressed: true,
        setHeaders: (response, path) => {
          response.header('cache-control', fingerprinted.test(path) ? year : 'no-cache');
        },
      });
      // What is refused for its spelling, such as a way out of the folder, is a missing file too.
      inner.setErrorHandler<FastifyError>((error, _request, reply) => {
        if ((error.statusCode ?? 500) >= 500) throw error;
        return missing(reply);
      });
      // An address inside the app is the app's own business; a missing file is a missing file.
      inner.setNotFoundHandler((request, reply) =>
        /\.\w+$/.test(request.url.split('?')[0] ?? '') ? missing(reply) : reply.sendFile('index.html'),
      );
    },
    { prefix: folder.prefix },
  );
}

function missing(reply: FastifyReply): FastifyReply {
  return reply.code(404).type('text/plain; charset=utf-8').send('Not found');
}
