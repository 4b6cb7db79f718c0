import { toHex } from '@gatehouse/shared/bytes';
import type { Position } from '@gatehouse/shared/manifest';
import type { ScansPage } from '@gatehouse/shared/protocol';
import { fetchHistory, type HistoryShelf } from '../manifest/fetch-history.js';
import {
  type EventName,
  type Fetched,
  fetchRoot,
  fetchSegments,
  fetchTicketPages,
  isSamePosition,
  type ListSource,
  rolledBack,
} from '../manifest/fetch-list.js';
import type { Lists } from '../manifest/lists.js';
import { fetchPeople, type PeopleSource } from '../people/fetch-people.js';
import type { ListRefusal } from '../phone.js';
import { fetchSecrets } from '../secrets/fetch-secrets.js';
import type { Secrets } from '../secrets/secrets.js';
import { askScansPage } from './ask-page.js';
import type { Failure } from './http.js';
import type { Round } from './loop.js';
import type { Feed, Needs } from './needs.js';

/** What other phones wrote, as the log keeps it. */
export interface ScansShelf extends HistoryShelf {
  scansPosition(event: number): Position | null;
  takeScansPage(page: ScansPage): Promise<'applied' | 'gap' | 'already_held' | 'other_life'>;
}

export interface DownloadOptions extends ListSource, PeopleSource {
  readonly scans: ScansShelf;
  readonly needs: Needs;
  readonly secrets: Secrets;
  readonly events: () => readonly EventName[];
  readonly onRefused: (failure: Failure) => void;
  /** How the newest list of an event fared; null: it was taken. */
  readonly onList: (event: number, refusal: ListRefusal | null) => void;
  /** Nothing newer is known of this event. */
  readonly onCurrent: (event: number) => void;
  /** The scans that the phone waited for are here, or will not come: pages lead on. */
  readonly onHistory: () => void;
}

export interface Downloader {
  /** Roots and pages: small, and what a revoked ticket travels in. */
  news(): Promise<Round>;
  /** The parts of lists, apart from the news, so that a long list holds nothing up. */
  parts(): Promise<Round>;
}

export function createDownloader(options: DownloadOptions): Downloader {
  const { lists, needs, events } = options;
  const givenUp = new Set<string>();

  /** @returns whether it is to be tried again */
  function settle(event: EventName, fetched: Fetched): Round {
    if (fetched.ok) return 'idle';
    if (fetched.reason === 'list') {
      options.onList(event.number, fetched.refusal);
      return 'idle';
    }
    if (fetched.reason === 'busy') return { retryMs: fetched.retryMs };
    if (fetched.reason !== 'root_first') options.onRefused(fetched);
    return 'failed';
  }

  async function newsOf(event: EventName): Promise<Round> {
    if (lists.manifestOf(event.number) === null) for (const feed of allFeeds) needs.add(event.number, feed);
    const wanted = needs.take(event.number);
    const fetched = await fetchNews(options, event, { wanted, givenUp });
    if (isByUnknownKey(fetched) && !wanted.has('root')) {
      for (const feed of ['root', ...wanted] as const) needs.add(event.number, feed);
      return 'again';
    }
    const round = settle(event, fetched);
    if (round !== 'idle') for (const feed of wanted) needs.add(event.number, feed);
    if (!fetched.ok && fetched.reason === 'root_first') needs.add(event.number, 'root');
    if (fetched.ok && wanted.has('root')) options.onList(event.number, null);
    // What is not asked for while the history is on its way is asked for behind it.
    if (wanted.has('scans') && isHistoryWanted(options, event.number, givenUp))
      needs.add(event.number, 'scans');
    if (fetched.ok && !needs.has(event.number)) options.onCurrent(event.number);
    return round;
  }

  async function partsOf(event: EventName): Promise<Round> {
    const list = await fetchSegments(options, event);
    const history = list.ok ? await historyOf(event) : list;
    // After the list itself, because no verdict waits for who somebody is.
    const fetched = history.ok ? await fetchPeople(options, event) : history;
    if (!fetched.ok && fetched.reason === 'root_first') needs.add(event.number, 'root');
    // Parts that are not what the root says come from somewhere in between: another try may get the right ones.
    const round = settle(event, fetched);
    return round === 'idle' && !fetched.ok ? 'failed' : round;
  }

  /** A history that makes no sense is not waited for: pages say the same, one after the other. */
  async function historyOf(event: EventName): Promise<Fetched> {
    if (!isHistoryWanted(options, event.number, givenUp)) return { ok: true };
    const wanted = historyName(options, event.number);
    const fetched = await fetchHistory(options, event);
    if (!fetched.ok && fetched.reason !== 'list') return fetched;
    if (!fetched.ok) givenUp.add(wanted);
    needs.add(event.number, 'scans');
    options.onHistory();
    return { ok: true };
  }

  return {
    news: () => inTurn(events(), newsOf),
    parts: () => inTurn(events(), partsOf),
  };
}

/** The door key may have changed while this phone was away: a root leads to the next one. */
function isByUnknownKey(fetched: Fetched): boolean {
  return !fetched.ok && fetched.reason === 'list' && fetched.refusal === 'not_genuine';
}

/** By the address of its last part. */
function historyName({ lists }: Pick<DownloadOptions, 'lists'>, event: number): string {
  const last = lists.historyPartsOf(event).at(-1);
  return last === undefined ? '' : toHex(last.sha256);
}

/** A phone that knows no scan of the event takes all of them at once before it goes on with pages. */
function isHistoryWanted(
  options: Pick<DownloadOptions, 'lists' | 'scans'>,
  ...[event, givenUp]: [number, ReadonlySet<string>]
): boolean {
  const name = historyName(options, event);
  return name !== '' && !givenUp.has(name) && scansHeld(options, event).count === 0;
}

const allFeeds: readonly Feed[] = ['root', 'tickets', 'scans'];

/** One event that does not work holds no other one up. */
async function inTurn(
  events: readonly EventName[],
  work: (event: EventName) => Promise<Round>,
): Promise<Round> {
  const rounds: Round[] = [];
  for (const event of events) rounds.push(await work(event));
  if (rounds.includes('failed')) return 'failed';
  return rounds.find((round) => round !== 'idle') ?? 'idle';
}

async function fetchNews(
  options: DownloadOptions,
  event: EventName,
  { wanted, givenUp }: { readonly wanted: ReadonlySet<Feed>; readonly givenUp: ReadonlySet<string> },
): Promise<Fetched> {
  let refusedList: Fetched | null = null;
  if (wanted.has('root')) {
    const root = await fetchRoot(options, event);
    if (!root.ok && root.reason !== 'list') return root;
    if (!root.ok) refusedList = root;
  }
  // A root that is refused does not keep the pages away: the list in service goes on getting them.
  const feeds: [Feed, typeof fetchTicketPages][] = [
    ['tickets', fetchTicketPages],
    ['scans', (_, name) => fetchScanPages(options, name)],
  ];
  for (const [feed, fetchPages] of feeds) {
    if (!wanted.has(feed) || options.lists.manifestOf(event.number) === null) continue;
    if (feed === 'scans' && isHistoryWanted(options, event.number, givenUp)) continue;
    const pages = await fetchPages(options, event);
    if (!pages.ok) return pages;
  }
  // Last, because a revoked ticket is news that waits for nothing.
  const secrets = await fetchSecrets(options, event);
  return secrets.ok ? (refusedList ?? secrets) : secrets;
}

async function fetchScanPages(options: DownloadOptions, event: EventName): Promise<Fetched> {
  for (;;) {
    const held = scansHeld(options, event.number);
    const asked = await askScansPage(options, event, held);
    if (!asked.ok) return asked;
    if (asked.value === null) return { ok: true };
    const taken = await options.scans.takeScansPage(asked.value.page);
    if (taken === 'gap' || taken === 'other_life') return { ok: false, reason: 'root_first' };
    // Something in between says what it said before: asking it again leads nowhere.
    if (isSamePosition(scansHeld(options, event.number), held)) return rolledBack;
  }
}

/** In a new life of the server's database, which a root tells of, the feed begins again. */
export function scansHeld(
  { lists, scans }: { readonly lists: Lists; readonly scans: Pick<ScansShelf, 'scansPosition'> },
  event: number,
): Position {
  const start = lists.manifestOf(event)?.root.position.start ?? 0;
  const held = scans.scansPosition(event);
  return held === null || held.start < start ? { start, count: 0 } : held;
}
