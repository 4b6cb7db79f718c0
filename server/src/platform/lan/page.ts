import { X509Certificate } from 'node:crypto';
import fastify, { type FastifyInstance } from 'fastify';
import { urlHost } from './addresses.js';
import { lanHtml } from './html.js';
import { lanStyle } from './style.js';
import { chooseLanguage } from './texts.js';

export interface LanPageOptions {
  /** PEM; what a phone installs. */
  readonly authorityCertificate: string;
  /** Addresses of this machine, the likeliest first; not empty. */
  readonly addresses: readonly string[];
  /** Port of the HTTPS server with the apps. */
  readonly httpsPort: number;
}

const headers = {
  'content-security-policy':
    "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
};

/**
 * The plain HTTP server that brings phones onto the local network: `/` explains, `/gatehouse-ca.crt` is the
 * authority. It has nothing else, because nothing of Gatehouse itself may travel unencrypted.
 */
export function createLanPage(options: LanPageOptions): FastifyInstance {
  const app = fastify({ forceCloseConnections: true });
  const authority = new X509Certificate(options.authorityCertificate);
  app.addHook('onRequest', async (_request, reply) => {
    reply.headers(headers);
  });
  app.get<{ Querystring: { lang?: string } }>('/', async (request, reply) => {
    const { lang } = request.query;
    const language = chooseLanguage(lang, request.headers['accept-language']);
    reply.type('text/html; charset=utf-8').header('vary', 'accept-language');
    return lanHtml(language, appUrl(options, request.hostname), authority.fingerprint256);
  });
  app.get('/page.css', async (_request, reply) => reply.type('text/css; charset=utf-8').send(lanStyle));
  app.get('/gatehouse-ca.crt', async (_request, reply) =>
    reply.type('application/x-x509-ca-cert').send(authority.raw),
  );
  return app;
}

/** The address that the phone has reached us under is the one that works for it; any other host name is not ours. */
function appUrl({ addresses, httpsPort }: LanPageOptions, requested: string): string {
  const bare = requested.replace(/^\[|\]$/g, '');
  const address = addresses.find((candidate) => candidate === bare) ?? addresses[0] ?? '127.0.0.1';
  return `https://${urlHost(address)}:${httpsPort}/scanner/`;
}
