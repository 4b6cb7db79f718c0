import { parentPort } from 'node:worker_threads';
import { type ListBytes, packList } from './pack-list.js';

/** A thread that packs one list and ends. */
parentPort?.once('message', (list: ListBytes) => {
  const packed = packList(list);
  const memory = [...packed.core, ...packed.media].flatMap(({ raw, brotli }) => [raw.buffer, brotli.buffer]);
  parentPort?.postMessage(packed, memory as ArrayBuffer[]);
});
