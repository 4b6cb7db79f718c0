import type { Page, PublicEvent } from '@gatehouse/shared/attendee';
import type { FastifyInstance } from 'fastify';
import type { Event } from '../modules/events/index.js';
import type { ClosedTransaction } from '../platform/tenancy/tenancy.js';

/** What the address shows. An unknown organisation and a draft look the same to a stranger: nothing there. */
export async function findPage(app: FastifyInstance, organisation: string, event?: string): Promise<Page> {
  const organisationId = await app.platform.tenancy.findOrganisation(organisation);
  if (organisationId === undefined) return { kind: 'missing' };
  return app.platform.tenancy.run({ organisationId }, async (trx) => {
    const found = await app.organisations.current(trx);
    if (!found) return { kind: 'missing' };
    const owner = { name: found.name, slug: found.slug };
    if (event === undefined) {
      const { data } = await app.events.listPublished(trx, { limit: 200 });
      return { kind: 'organisation', organisation: owner, events: data.map((one) => publicEvent(one, [])) };
    }
    const shown = await app.events.findPublished(trx, event);
    if (!shown) return { kind: 'missing' };
    return { kind: 'event', organisation: owner, event: await withTicketTypes(app, trx, shown) };
  });
}

const frontPageMs = 15_000;

/**
 * The front page. It asks every organisation inside its own scope, so it is kept for a quarter of a minute and many
 * readers at once share one look.
 */
export function createFrontPage(app: FastifyInstance): () => Promise<Page> {
  let kept: Promise<Page> | undefined;
  return () => {
    if (kept === undefined) {
      kept = frontPage(app);
      const forget = (): void => {
        kept = undefined;
      };
      kept.then(() => setTimeout(forget, frontPageMs).unref(), forget);
    }
    return kept;
  };
}

/** The organisations that have something to show. */
async function frontPage(app: FastifyInstance): Promise<Page> {
  const { tenancy } = app.platform;
  const organisations = [];
  for (const organisationId of await tenancy.listOrganisations()) {
    const shown = await tenancy.run({ organisationId }, async (trx) => {
      const { data } = await app.events.listPublished(trx, { limit: 1 });
      return data.length > 0 ? app.organisations.current(trx) : undefined;
    });
    if (shown) organisations.push({ name: shown.name, slug: shown.slug });
  }
  return { kind: 'front', organisations };
}

async function withTicketTypes(
  app: FastifyInstance,
  trx: ClosedTransaction,
  event: Event,
): Promise<PublicEvent> {
  const { data } = await app.ticketing.listTypes(trx, event.id, { limit: 200 });
  return publicEvent(
    event,
    data.map((type) => type.name),
  );
}

/** Only what is meant for the public leaves the server. */
export function publicEvent(event: Event, ticketTypes: readonly string[]): PublicEvent {
  const { name, slug, description, place, timeZone, admissionAt, startsAt, endsAt } = event;
  return { name, slug, description, place, timeZone, admissionAt, startsAt, endsAt, ticketTypes };
}
