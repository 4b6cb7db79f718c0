import type { Page } from '@gatehouse/shared/attendee';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { findTicketPage } from './ticket-page.js';

/** A hall full of attendees has one address and opens its tickets at once; nobody finds a token by trying. */
const pagesPerMinute = 600;

/** Whoever has the address has the ticket: it goes to no other site, into no shared cache and no search engine. */
const privately = {
  'cache-control': 'private, no-store',
  'referrer-policy': 'no-referrer',
  'x-robots-tag': 'noindex, nofollow',
};

/** Renders a page as the answer to a request. */
export type ShowPage = (request: FastifyRequest, reply: FastifyReply, page: Page) => Promise<string>;

interface TicketRoutesOptions {
  readonly show: ShowPage;
  /** The script of the service worker. */
  readonly worker: string;
}

/** `/t/{token}`, the page of one ticket, and the service worker that keeps such pages on the phone. */
export function ticketRoutes(app: FastifyInstance, { show, worker }: TicketRoutesOptions): void {
  const schema = { hide: true };
  app.get('/t/sw.js', { schema }, (_request, reply) =>
    reply.type('text/javascript; charset=utf-8').header('cache-control', 'no-cache').send(worker),
  );
  const rateLimit = { max: pagesPerMinute, timeWindow: 60_000, allowList: [] };
  app.get('/t/:token', { schema, config: { rateLimit } }, async (request, reply) => {
    const { token } = request.params as { token: string };
    reply.headers(privately);
    return show(request, reply, await findTicketPage(app, token));
  });
}
