import { Worker } from 'node:worker_threads';
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

/** What the thread is handed. */
export type PackOrder = { readonly list: ListBytes } | { readonly history: HistoryBytes };

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
