import type { FastifyInstance } from 'fastify';
import { digestListApart, readTicketList, readTicketsPosition } from '../manifest/index.js';
import { digestRoute } from './digest-route.js';
import { digestScansOf, scansPosition } from './digest-scans.js';
import { keepDigests } from './kept-digests.js';

/** Whether phones hold what the server holds. */
export function addDigests(app: FastifyInstance): void {
  const { ticketing } = app;
  const { tenancy, live } = app.platform;
  const monotonic = () => performance.now();
  const ticketsAt = keepDigests(
    {
      position: (key) => tenancy.run(key, (trx) => readTicketsPosition(trx, ticketing, key.eventId)),
      async read(key) {
        const { position, ...list } = await tenancy.snapshot(key, (trx) =>
          readTicketList(trx, ticketing, key.eventId),
        );
        return { position, digest: await digestListApart(list) };
      },
    },
    monotonic,
  );
  const scansAt = keepDigests(
    {
      position: (key) => tenancy.run(key, (trx) => scansPosition(trx, key.eventId)),
      read: (key) => tenancy.snapshot(key, (trx) => digestScansOf(trx, key.eventId)),
    },
    monotonic,
  );
  app.api.deviceApi((inner) => digestRoute(inner, { tenancy, live, ticketsAt, scansAt }));
}
