import type { Root } from '@gatehouse/shared/manifest';
import type { ClosedTransaction } from '../../../platform/tenancy/tenancy.js';
import type { AccessList, Event, Events, Question } from '../../events/index.js';
import type { Ticketing } from '../../ticketing/index.js';

export interface SeriesDeps {
  readonly events: Events;
  readonly ticketing: Ticketing;
}

/** What passes bring to the door of a date. */
export interface OfPasses {
  readonly passIds: readonly string[];
  /** They stand at every date of their pass, and count what happens at all of them. */
  readonly lists: readonly AccessList[];
  readonly questions: readonly (Question & { readonly passId: string })[];
}

/** Lists and questions of the passes whose tickets are good at an event. */
export async function readOfPasses(
  trx: ClosedTransaction,
  { events }: Pick<SeriesDeps, 'events'>,
  eventId: string,
): Promise<OfPasses> {
  const passIds = (await events.readAccepted(trx, eventId)).slice(1);
  const lists: AccessList[] = [];
  const questions: OfPasses['questions'][number][] = [];
  for (const passId of passIds) {
    const settings = await events.readDoorSettings(trx, passId);
    lists.push(...settings.lists);
    questions.push(...settings.questions.map((question) => ({ ...question, passId })));
  }
  return { passIds, lists, questions };
}

/** Whose codes are good at an event: its own first, then those of passes, each with its own salt and keys. */
export async function readAcceptedEvents(
  trx: ClosedTransaction,
  { events, ticketing }: SeriesDeps,
  own: { readonly event: Event; readonly salt: Uint8Array; readonly passIds: readonly string[] },
): Promise<Root['events']> {
  const { event, salt, passIds } = own;
  const accepted = [{ id: event.publicNumber, salt, keys: await ticketing.readDoorKeys(trx, event.id) }];
  for (const passId of passIds) {
    const feed = await ticketing.readFeed(trx, passId);
    const { publicNumber } = await events.read(trx, passId);
    const keys = await ticketing.readDoorKeys(trx, passId);
    if (feed) accepted.push({ id: publicNumber, salt: feed.salt, keys });
  }
  return accepted;
}

/** Other dates of the series, and passes that are not good at this one: by their numbers, so that roots are alike. */
export async function readOtherDates(
  trx: ClosedTransaction,
  { events }: Pick<SeriesDeps, 'events'>,
  { event, passIds }: { readonly event: Event; readonly passIds: readonly string[] },
): Promise<Root['dates']> {
  if (event.seriesId === null) return [];
  const { dates, passes } = await events.readSeries(trx, event.id);
  const starts = new Map(dates.map(({ id, startsAt }) => [id, Math.max(0, startsAt.getTime())]));
  return [...dates, ...passes]
    .filter(({ id }) => id !== event.id && !passIds.includes(id))
    .map(({ id, publicNumber, name, dateIds }) => ({
      id: publicNumber,
      name: name === event.name ? null : name,
      starts: (starts.has(id) ? [id] : dateIds).flatMap((date) => starts.get(date) ?? []).sort((a, b) => a - b),
    }))
    .sort((a, b) => a.id - b.id);
}
