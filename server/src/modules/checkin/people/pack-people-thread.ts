import { parentPort } from 'node:worker_threads';
import { type PeopleJob, packPeople } from './pack-people.js';

/** A thread that packs the people of one event and ends. What goes wrong ends it with that error. */
parentPort?.once('message', async (job: PeopleJob) => {
  const packed = await packPeople(job);
  const memory = packed.files.map(({ bytes }) => bytes.buffer);
  parentPort?.postMessage(packed, memory as ArrayBuffer[]);
});
