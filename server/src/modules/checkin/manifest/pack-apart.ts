import { Worker } from 'node:worker_threads';
import type { SetDigest } from '@gatehouse/shared/digest';
import { digestList } from './digest-list.js';
import {
  type HistoryBytes,
  type ListBytes,
  type PackedList,
  type PackedSegment,
  packHistory,
  packList,
} from './pack-list.js';

/** A thread runs plain JavaScript; tests that run the sources pack where they are. */
const isCompiled = import.meta.url.endsWith('.js');

/** Bytes of tickets: fewer are summed sooner than a thread begins. */
const WORTH_A_THREAD = 13 * 2_000;

/** What the thread is handed. */
export type PackOrder =
  | { readonly list: ListBytes }
  | { readonly history: HistoryBytes }
  | { readonly digest: ListBytes };

/**
 * Packs a list in a thread of its own, so that requests are answered meanwhile.
 * @param list handed over: its bytes are gone from here afterwards
 */
export function packApart(list: ListBytes): Promise<PackedList> {
  if (!isCompiled) return Promise.resolve(packList(list));
  return inThread({ list }, [list.core, list.media, list.links]);
}

/** The same for the counting scans. */
export function packHistoryApart(history: HistoryBytes): Promise<PackedSegment[]> {
  if (!isCompiled) return Promise.resolve(packHistory(history));
  return inThread({ history }, [history.records]);
}

/** The digest of a list, on the same terms. */
export function digestListApart(list: ListBytes): Promise<SetDigest> {
  if (!isCompiled || list.core.length < WORTH_A_THREAD) return Promise.resolve(digestList(list));
  return inThread({ digest: list }, [list.core, list.media, list.links]);
}

async function inThread<Packed>(order: PackOrder, handedOver: readonly Uint8Array[]): Promise<Packed> {
  const thread = new Worker(new URL('./pack-thread.js', import.meta.url));
  try {
    return await new Promise((resolve, reject) => {
      thread.once('message', resolve);
      thread.once('error', reject);
      thread.once('exit', () => reject(new Error('The thread that packed a list has ended.')));
      thread.postMessage(
        order,
        handedOver.map(({ buffer }) => buffer as ArrayBuffer),
      );
    });
  } finally {
    await thread.terminate();
  }
}
