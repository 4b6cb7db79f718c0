import { equalBytes, toHex } from '@gatehouse/shared/bytes';
import { openTicketsPage, TICKETS_PAGE_VERSION } from '@gatehouse/shared/manifest';
import { openByDoorKey } from '../sync/trust.js';
import { done, type EventName, type Fetched, fetchPart, isOtherLife, type ListSource } from './fetch-list.js';
import type { KeptList, RenewedList } from './renewed-list.js';
import type { ListPart } from './stored-lists.js';

const NO_CONTENT = 204;
const notGenuine = { ok: false, reason: 'list', refusal: 'not_genuine' } as const;

type Failed = Exclude<Fetched, { ok: true }>;

/**
 * The list in service, anew: every part that is not on the disk as the root means it, and every page behind it. What is
 * held serves until all of it has come.
 */
export async function refetchList(source: ListSource, event: EventName): Promise<Fetched> {
  const kept = await source.lists.keptOf(event.number);
  if (kept === null) return { ok: false, reason: 'root_first' };
  const parts = await fetchBroken(source, event, kept);
  if ('reason' in parts) return parts;
  const pages = await fetchPages(source, event, kept.root.tickets);
  if ('reason' in pages) return pages;
  await source.lists.renew(event.number, { root: kept.root, ...parts, ...pages });
  return done;
}

async function fetchBroken(
  source: ListSource,
  event: EventName,
  kept: KeptList,
): Promise<Pick<RenewedList, 'parts'> | Failed> {
  const parts: ListPart[] = [];
  for (const { reference, bytes } of kept.parts) {
    if (bytes !== undefined && equalBytes(await source.digest(bytes), reference.sha256)) continue;
    const fetched = await fetchPart(source, event, reference);
    if (!('bytes' in fetched)) return fetched;
    parts.push({ address: toHex(reference.sha256), bytes: fetched.bytes });
  }
  return { parts };
}

async function fetchPages(
  { api, verify, doorKeys }: ListSource,
  event: EventName,
  { start, count }: { readonly start: number; readonly count: number },
): Promise<Pick<RenewedList, 'pages'> | Failed> {
  const pages: RenewedList['pages'][number][] = [];
  for (let from = count; ; ) {
    const query = `start=${start}&from=${from}&version=${TICKETS_PAGE_VERSION}`;
    const answer = await api.ask({
      path: `/api/v1/device/events/${event.id}/pages/tickets?${query}`,
      expects: 'bytes',
    });
    if (!answer.ok) return isOtherLife(answer) ? { ok: false, reason: 'root_first' } : answer;
    if (answer.status === NO_CONTENT) return { pages };
    const page = await openByDoorKey(doorKeys(), (key) => openTicketsPage(answer.bytes, key, verify));
    // Something in between that says what it said before leads nowhere.
    if (!page.ok || page.value.to <= from) return notGenuine;
    pages.push({ page: page.value, blob: answer.bytes });
    from = page.value.to;
  }
}
