import type { Outcome } from '@gatehouse/shared/bytes';
import {
  openTicketsPage,
  type Position,
  TICKETS_PAGE_VERSION,
  type TicketsPage,
} from '@gatehouse/shared/manifest';
import { openScansPage, type ScansPage } from '@gatehouse/shared/protocol';
import type { EventName, Fetched, ListSource } from '../manifest/fetch-list.js';
import type { Failure } from './http.js';
import { openByDoorKey } from './trust.js';

const NO_CONTENT = 204;
const OTHER_LIFE = 'checkin.other_life';

export type PageSource = Pick<ListSource, 'api' | 'verify' | 'doorKeys'>;

/** A page whose signature was checked, and its bytes as they came; null: there is nothing behind the position. */
export type AskedPage<Page> = { readonly page: Page; readonly blob: Uint8Array } | null;

/** @returns the page behind a position, or why there is none; a server in a new life asks for its root first */
export type AskingPage<Page> = Promise<
  { readonly ok: true; readonly value: AskedPage<Page> } | Exclude<Fetched, { readonly ok: true }>
>;

/** What is asked of one feed, and how its answer is read. */
export interface PageWish<Page, Reason extends string> {
  /** The feed and what is asked of it, behind `pages/`. */
  readonly path: string;
  readonly open: (
    blob: Uint8Array,
    publicKey: Uint8Array,
  ) => Promise<Outcome<Page, Reason | 'bad_signature'>>;
}

/** Whose tickets changed behind a position. */
export function askTicketsPage(
  source: PageSource,
  event: EventName,
  { start, count }: Position,
): AskingPage<TicketsPage> {
  return askPage(source, event, {
    path: `tickets?start=${start}&from=${count}&version=${TICKETS_PAGE_VERSION}`,
    open: (blob, key) => openTicketsPage(blob, key, source.verify),
  });
}

/** What was scanned behind a position. */
export function askScansPage(
  source: PageSource,
  event: EventName,
  { start, count }: Position,
): AskingPage<ScansPage> {
  return askPage(source, event, {
    path: `scans?start=${start}&from=${count}`,
    open: (blob, key) => openScansPage(blob, key, source.verify),
  });
}

export async function askPage<Page, Reason extends string>(
  { api, doorKeys }: Pick<PageSource, 'api' | 'doorKeys'>,
  event: EventName,
  { path, open }: PageWish<Page, Reason>,
): AskingPage<Page> {
  const answer = await api.ask({ path: `/api/v1/device/events/${event.id}/pages/${path}`, expects: 'bytes' });
  if (!answer.ok) return isOtherLife(answer) ? { ok: false, reason: 'root_first' } : answer;
  if (answer.status === NO_CONTENT) return { ok: true, value: null };
  const opened = await openByDoorKey(doorKeys(), (publicKey) => open(answer.bytes, publicKey));
  if (opened.ok) return { ok: true, value: { page: opened.value, blob: answer.bytes } };
  const refusal = opened.reason === 'needs_update' ? 'needs_update' : 'not_genuine';
  return { ok: false, reason: 'list', refusal };
}

function isOtherLife(failure: Failure): boolean {
  return failure.reason === 'refused' && failure.code === OTHER_LIFE;
}
