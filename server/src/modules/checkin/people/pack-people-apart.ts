import { Worker } from 'node:worker_threads';
import { type PackedPeople, type PeopleJob, packPeople } from './pack-people.js';

/** A thread runs plain JavaScript; tests that run the sources pack where they are. */
const isCompiled = import.meta.url.endsWith('.js');

/** About ten milliseconds of work, which is what starting a thread costs. */
const fewBytes = 20_000;

/**
 * Packs people in a thread of its own, so that requests are answered meanwhile; a few of them at once.
 * @param job its pages are handed over: their bytes are gone from here afterwards
 */
export async function packPeopleApart(job: PeopleJob): Promise<PackedPeople> {
  const isSmall = job.pages.reduce((sum, json) => sum + json.length, 0) < fewBytes;
  if (!isCompiled || isSmall) return packPeople(job);
  const thread = new Worker(new URL('./pack-people-thread.js', import.meta.url));
  try {
    return await new Promise((resolve, reject) => {
      thread.once('message', resolve);
      thread.once('error', reject);
      thread.once('exit', () => reject(new Error('The thread that packed people has ended.')));
      thread.postMessage(job, job.pages.map(({ buffer }) => buffer) as ArrayBuffer[]);
    });
  } finally {
    await thread.terminate();
  }
}
