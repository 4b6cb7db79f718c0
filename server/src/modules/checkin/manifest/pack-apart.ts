import { Worker } from 'node:worker_threads';
import { type ListBytes, type PackedList, packList } from './pack-list.js';

/** A thread runs plain JavaScript; tests that run the sources pack where they are. */
const isCompiled = import.meta.url.endsWith('.js');

/**
 * Packs a list in a thread of its own, so that requests are answered meanwhile.
 * @param list handed over: its bytes are gone from here afterwards
 */
export async function packApart(list: ListBytes): Promise<PackedList> {
  if (!isCompiled) return packList(list);
  const thread = new Worker(new URL('./pack-thread.js', import.meta.url));
  try {
    return await new Promise((resolve, reject) => {
      thread.once('message', resolve);
      thread.once('error', reject);
      thread.once('exit', () => reject(new Error('The thread that packed a list has ended.')));
      thread.postMessage(list, [list.core.buffer, list.media.buffer] as ArrayBuffer[]);
    });
  } finally {
    await thread.terminate();
  }
}
