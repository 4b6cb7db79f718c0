import { equalBytes, toHex } from '@gatehouse/shared/bytes';
import type { Position } from '@gatehouse/shared/manifest';
import { askTicketsPage } from '../sync/ask-page.js';
import { done, type EventName, type Fetched, fetchPart, type ListSource } from './fetch-list.js';
import type { KeptList, RenewedList } from './renewed-list.js';
import type { ListPart } from './stored-lists.js';

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
  source: ListSource,
  event: EventName,
  { start, count }: Position,
): Promise<Pick<RenewedList, 'pages'> | Failed> {
  const pages: RenewedList['pages'][number][] = [];
  for (let from = count; ; ) {
    const asked = await askTicketsPage(source, event, { start, count: from });
    if (!asked.ok) return asked;
    if (asked.value === null) return { pages };
    const { to } = asked.value.page;
    // Something in between that says what it said before leads nowhere.
    if (to <= from) return notGenuine;
    pages.push(asked.value);
    from = to;
  }
}
