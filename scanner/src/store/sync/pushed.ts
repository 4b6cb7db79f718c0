import { fromBase64Url } from '@gatehouse/shared/bytes';
import { type DoorKeys, openTicketsPage } from '@gatehouse/shared/manifest';
import { openScansPage } from '@gatehouse/shared/protocol';
import type { Verify } from '@gatehouse/shared/signing';
import type { Lists } from '../manifest/lists.js';
import { type ScansShelf, scansHeld } from './download.js';
import type { EventChange } from './live.js';
import type { Feed, Needs } from './needs.js';
import { openByDoorKey } from './trust.js';

export interface PushedOptions {
  readonly lists: Lists;
  readonly scans: Pick<ScansShelf, 'scansPosition' | 'takeScansPage'>;
  readonly verify: Verify;
  readonly doorKeys: () => DoorKeys;
  readonly needs: Needs;
  readonly onFault: (error: unknown) => void;
}

/** What a message of the socket came to. */
export interface Pushed {
  /** There is something to ask the server for. */
  readonly asks: boolean;
  /** Events of which pages were carried, and all that was said of is here. */
  readonly taken: readonly number[];
  /** Tickets were among it, whose people may have changed as well. */
  readonly hasTickets: boolean;
}

/** Takes message after message: each page begins where the one before has ended. */
export function takePushedInTurn(
  options: PushedOptions,
  taken: (pushed: Pushed) => void,
): (changes: readonly EventChange[]) => void {
  let turn: Promise<void> = Promise.resolve();
  return (changes) => {
    turn = turn.then(async () => taken(await takePushed(options, changes))).catch(options.onFault);
  };
}

/**
 * Takes the pages that the socket carries. Where one does not follow what is held, where none came, and of what has no
 * pages, it is noted that the phone has to ask.
 */
async function takePushed(options: PushedOptions, changes: readonly EventChange[]): Promise<Pushed> {
  const taken: number[] = [];
  let asks = false;
  let hasTickets = false;
  for (const change of changes) {
    const carried = new Set<string>();
    for (const page of change.pages ?? [])
      if (await takeOne(options, change.number, page)) carried.add(page.feed);
    hasTickets ||= carried.has('tickets');
    const wanted = feedsOf(change).filter((feed) => !carried.has(feed));
    for (const feed of wanted) options.needs.add(change.number, feed);
    if (wanted.length > 0 || carried.size === 0) asks = true;
    else taken.push(change.number);
  }
  return { asks, taken, hasTickets };
}

function feedsOf({ what }: EventChange): Feed[] {
  const feeds = (['root', 'tickets', 'scans'] as const).filter((feed) => what.includes(feed));
  // A conflict is a row whose review has changed.
  return what.includes('conflicts') && !feeds.includes('scans') ? [...feeds, 'scans'] : feeds;
}

/** @returns whether it leads to its end; a page that comes twice has led there before, one that cannot be kept does not */
async function takeOne(
  options: PushedOptions,
  event: number,
  { feed, page }: NonNullable<EventChange['pages']>[number],
): Promise<boolean> {
  const bytes = fromBase64Url(page);
  if (bytes === null || options.lists.manifestOf(event) === null) return false;
  try {
    if (feed === 'scans') return await takeScans(options, event, bytes);
    return feed === 'tickets' && (await takeTickets(options, event, bytes));
  } catch (error) {
    options.onFault(error);
    return false;
  }
}

async function takeScans(
  { lists, scans, verify, doorKeys }: PushedOptions,
  event: number,
  bytes: Uint8Array,
): Promise<boolean> {
  const page = await openByDoorKey(doorKeys(), (key) => openScansPage(bytes, key, verify));
  // A new life of the server's database begins with its root.
  if (!page.ok || page.value.event !== event || page.value.start !== scansHeld({ lists, scans }, event).start)
    return false;
  const taken = await scans.takeScansPage(page.value);
  return taken === 'applied' || taken === 'already_held';
}

async function takeTickets(
  { lists, verify, doorKeys }: PushedOptions,
  event: number,
  bytes: Uint8Array,
): Promise<boolean> {
  const page = await openByDoorKey(doorKeys(), (key) => openTicketsPage(bytes, key, verify));
  if (!page.ok || page.value.event !== event) return false;
  const refusal = await lists.takePage(page.value, bytes);
  return refusal === null || refusal === 'already_held';
}
