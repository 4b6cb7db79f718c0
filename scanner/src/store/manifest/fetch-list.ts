import { equalBytes, toHex } from '@gatehouse/shared/bytes';
import {
  acceptRoot,
  comparePositions,
  type DoorKeys,
  type Position,
  type RootRefusal,
  type SegmentReference,
  type TicketsPage,
} from '@gatehouse/shared/manifest';
import type { Verify } from '@gatehouse/shared/signing';
import type { ListRefusal } from '../phone.js';
import { askTicketsPage } from '../sync/ask-page.js';
import type { DeviceApi } from '../sync/device-api.js';
import type { Failure } from '../sync/http.js';
import type { Lists } from './lists.js';
import { isBehindRoot, isCutAnew, rebuildParts } from './rebuild-parts.js';

const NOT_FOUND = 404;
/** More at a time do not come faster, and less is lost to a cut. */
export const SEGMENTS_AT_ONCE = 3;
/** Together to the disk: what a kill may lose of a download. */
const STORED_AT_ONCE = 16;

export interface ListSource {
  readonly api: DeviceApi;
  readonly lists: Lists;
  readonly verify: Verify;
  /** The browser's own hash: ours would be half of the time that a long list takes. */
  readonly digest: Digest;
  readonly doorKeys: () => DoorKeys;
}

/** SHA-256. */
export type Digest = (bytes: Uint8Array) => Promise<Uint8Array>;

export function digestBy(subtle: SubtleCrypto): Digest {
  return async (bytes) => new Uint8Array(await subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>));
}

/** An event by both of its names. */
export interface EventName {
  readonly id: string;
  readonly number: number;
}

export type Fetched =
  | { readonly ok: true }
  /** Of a list that came and was not taken. */
  | { readonly ok: false; readonly reason: 'list'; readonly refusal: ListRefusal }
  /** The server begins a new life, or has cut other parts: its root says which. */
  | { readonly ok: false; readonly reason: 'root_first' }
  | Failure;

export const done: Fetched = { ok: true };

const refusals: Readonly<Record<RootRefusal, ListRefusal>> = {
  truncated: 'not_genuine',
  oversized: 'not_genuine',
  bad_signature: 'not_genuine',
  needs_update: 'needs_update',
  bad_content: 'unreadable',
  wrong_event: 'unreadable',
  rolled_back: 'rolled_back',
  forked: 'forked',
};

/** The newest root, and before it one that leads to the door key that signs it. */
export async function fetchRoot(source: ListSource, event: EventName): Promise<Fetched> {
  const { api, lists, verify } = source;
  const answer = await api.ask({ path: `/api/v1/device/events/${event.id}/root`, expects: 'bytes' });
  if (!answer.ok) return answer;
  const held = lists.newestOf(event.number);
  const keys = source.doorKeys();
  const trust = { event: event.number, keys, held: lists.lastSeenOf(event.number), verify };
  const accepted = await acceptRoot(answer.bytes, trust);
  if (!accepted.ok) return { ok: false, reason: 'list', refusal: refusals[accepted.reason] };
  const isHeld = held !== null && toHex(held.digest) === toHex(accepted.value.digest);
  if (isHeld) return done;
  await lists.takeRoot(answer.bytes, accepted.value);
  // What the successor has signed already is there for whoever asks as one that knows it.
  const isNews = keys.successor === null && accepted.value.keys.successor !== null;
  return isNews ? fetchRoot(source, event) : done;
}

/** All pages of the tickets feed behind the position held. */
export async function fetchTicketPages(source: ListSource, event: EventName): Promise<Fetched> {
  for (;;) {
    const held = source.lists.manifestOf(event.number)?.tickets;
    if (held === undefined) return { ok: false, reason: 'root_first' };
    const asked = await askTicketsPage(source, event, held);
    if (!asked.ok) return asked;
    if (asked.value === null) return done;
    const taken = await takePage(source.lists, asked.value);
    if (!taken.ok) return taken;
    // Something in between says what it said before: asking it again leads nowhere.
    if (isSamePosition(source.lists.manifestOf(event.number)?.tickets ?? null, held)) return rolledBack;
  }
}

/** What came is older than what is here, which stays. */
export const rolledBack: Fetched = { ok: false, reason: 'list', refusal: 'rolled_back' };

export function isSamePosition(a: Position | null, b: Position | null): boolean {
  return a !== null && b !== null && comparePositions(a, b) === 0;
}

async function takePage(
  lists: Lists,
  { page, blob }: { readonly page: TicketsPage; readonly blob: Uint8Array },
): Promise<Fetched> {
  const refusal = await lists.takePage(page, blob);
  if (refusal === 'other_life' || refusal === 'no_list') return { ok: false, reason: 'root_first' };
  // A list that was swapped in the meantime may contain the page already; asking again then goes on behind it.
  if (refusal === null || refusal === 'already_held') return done;
  return { ok: false, reason: 'list', refusal: 'unreadable' };
}

/**
 * The parts of the newest root that are not here. Those that come before a cut are not asked for again, and those that
 * this phone can make out of the list and the pages that it holds are not asked for at all.
 */
export async function fetchSegments(source: ListSource, event: EventName): Promise<Fetched> {
  const { lists } = source;
  if (isCutAnew(lists, event.number) && isBehindRoot(lists, event.number)) {
    const pages = await fetchTicketPages(source, event);
    // A server that has no time for a page has none for a list; any other fault of pages is none of the list.
    if (!pages.ok && (pages.reason === 'unreachable' || pages.reason === 'busy')) return pages;
  }
  await rebuildParts(source, event.number);
  const wanted = lists.missingOf(event.number);
  const storing: Promise<Fetched>[] = [];
  let failed: Fetched | null = null;
  async function fetchOneByOne(): Promise<void> {
    for (let next = wanted.shift(); next !== undefined && failed === null; next = wanted.shift()) {
      const fetched = await fetchSegment(source, event, next);
      // The next one comes while this one is stored; a kill loses those alone that are on their way to the disk.
      if ('stored' in fetched) storing.push(fetched.stored);
      else failed ??= fetched;
      if (storing.length >= STORED_AT_ONCE) noteFailed(await Promise.all(storing.splice(0)));
    }
  }
  function noteFailed(all: readonly Fetched[]): void {
    failed ??= all.find(({ ok }) => !ok) ?? null;
  }
  const ended = await Promise.allSettled(Array.from({ length: SEGMENTS_AT_ONCE }, fetchOneByOne));
  noteFailed(await Promise.all(storing));
  for (const end of ended) if (end.status === 'rejected') throw end.reason;
  return failed ?? done;
}

const unreadable = { ok: false, reason: 'list', refusal: 'unreadable' } as const;

/** @returns the bytes that the reference means */
export async function fetchPart(
  { api, digest }: ListSource,
  event: EventName,
  reference: SegmentReference,
): Promise<Exclude<Fetched, { ok: true }> | { readonly bytes: Uint8Array }> {
  const path = `/api/v1/device/events/${event.id}/segments/${toHex(reference.sha256)}`;
  const answer = await api.ask({ path, expects: 'bytes' });
  if (!answer.ok) {
    const isGone = answer.reason === 'refused' && answer.status === NOT_FOUND;
    return isGone ? { ok: false, reason: 'root_first' } : answer;
  }
  const isReferenced =
    answer.bytes.length === reference.length && equalBytes(await digest(answer.bytes), reference.sha256);
  if (!isReferenced) return { ...unreadable, refusal: 'not_genuine' };
  return { bytes: answer.bytes };
}

async function fetchSegment(
  source: ListSource,
  event: EventName,
  reference: SegmentReference,
): Promise<Fetched | { readonly stored: Promise<Fetched> }> {
  const answer = await fetchPart(source, event, reference);
  if (!('bytes' in answer)) return answer;
  const taken = source.lists.takeSegment(event.number, reference, answer.bytes);
  const stored = taken.then((isTaken) => (isTaken ? done : unreadable));
  // Whoever waits for it hears of it; until somebody does, it is not unheard of.
  stored.catch(() => undefined);
  return { stored };
}
