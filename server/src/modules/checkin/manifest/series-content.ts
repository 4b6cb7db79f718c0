import { dateNumber, termsOf } from '@gatehouse/shared/checkin';
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

/** Whether phones need the secrets of the rotating codes. */
export function asksForRotation({
  lists,
}: {
  readonly lists: readonly Pick<Root['lists'][number], 'rotation'>[];
}): boolean {
  return lists.some(({ rotation }) => rotation !== 'off');
}

/** Whose rotating codes a list of the event asks for: its own first, then those of passes; nobody's where none asks. */
export async function readRotating(
  trx: ClosedTransaction,
  { events }: Pick<SeriesDeps, 'events'>,
  eventId: string,
): Promise<readonly string[]> {
  const own = await events.readDoorSettings(trx, eventId);
  const { passIds, lists } = await readOfPasses(trx, { events }, eventId);
  return asksForRotation({ lists: [...own.lists, ...lists] }) ? [eventId, ...passIds] : [];
}

/** Date of the event's series → what gates call it; none where no rule of these lists names one. */
export async function readDateNumbers(
  trx: ClosedTransaction,
  { events }: Pick<SeriesDeps, 'events'>,
  { eventId, lists }: { readonly eventId: string; readonly lists: readonly Pick<AccessList, 'rule'>[] },
): Promise<ReadonlyMap<string, string>> {
  const terms = lists.flatMap(({ rule }) => (rule === null ? [] : termsOf(rule)));
  if (!terms.some(({ term }) => term.term === 'date')) return new Map();
  const { dates } = await events.readSeries(trx, eventId);
  return new Map(dates.map(({ id, publicNumber }) => [id, dateNumber(publicNumber)]));
}

/** Whose codes are good at an event: its own first, then those of passes, each with its own salt and keys. */
export async function readAcceptedEvents(
  trx: ClosedTransaction,
  { events, ticketing }: SeriesDeps,
  own: {
    readonly event: Event;
    readonly salt: Uint8Array;
    readonly passIds: readonly string[];
    /** A list here asks for rotating codes. */
    readonly isRotating: boolean;
  },
): Promise<Root['events']> {
  const { event, salt, passIds, isRotating } = own;
  const keysOf = (eventId: string) => ticketing.readDoorKeys(trx, eventId);
  const accepted: Root['events'][number][] = [
    { id: event.publicNumber, salt, keys: await keysOf(event.id), rotation: null },
  ];
  for (const passId of passIds) {
    const feed = await ticketing.readFeed(trx, passId);
    const { publicNumber } = await events.read(trx, passId);
    const rotation = isRotating ? await ticketing.readRotationId(trx, passId) : undefined;
    if (feed)
      accepted.push({
        id: publicNumber,
        salt: feed.salt,
        keys: await keysOf(passId),
        rotation: rotation ?? null,
      });
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
      starts: (starts.has(id) ? [id] : dateIds)
        .flatMap((date) => starts.get(date) ?? [])
        .sort((a, b) => a - b),
    }))
    .sort((a, b) => a.id - b.id);
}
