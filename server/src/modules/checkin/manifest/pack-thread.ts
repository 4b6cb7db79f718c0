import { parentPort } from 'node:worker_threads';
import { digestList } from './digest-list.js';
import type { PackOrder } from './pack-apart.js';
import { type PackedSegment, packHistory, packList } from './pack-list.js';

/** A thread that packs one list, or one history, or sums a list up, and ends. */
parentPort?.once('message', (order: PackOrder) => {
  if ('history' in order) {
    const packed = packHistory(order.history);
    parentPort?.postMessage(packed, memoryOf(packed));
  } else if ('digest' in order) {
    parentPort?.postMessage(digestList(order.digest));
  } else {
    const packed = packList(order.list);
    parentPort?.postMessage(packed, memoryOf([...packed.core, ...packed.media, ...packed.links]));
  }
});

function memoryOf(segments: readonly PackedSegment[]): ArrayBuffer[] {
  return segments.flatMap(({ raw, brotli }) => [raw.buffer, brotli.buffer] as ArrayBuffer[]);
}
