import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { BenchGatehouse } from './start.js';

export interface ApiApart extends AsyncDisposable {
  readonly url: string;
}

/**
 * A second API of the same Gatehouse in a process of its own, as in service: what the phones cost that are played
 * here, and the hundred thousands of rows that are held ready for them, is none of its work.
 */
export async function startApiApart({ env }: BenchGatehouse): Promise<ApiApart> {
  const child = fork(join(import.meta.dirname, 'api-process.js'), { env, stdio: 'inherit' });
  const ended = once(child, 'exit');
  const first = await Promise.race([once(child, 'message'), ended.then(() => undefined)]);
  if (!first) throw new Error('The API did not start.');
  return {
    url: String(first[0]),
    async [Symbol.asyncDispose]() {
      child.disconnect();
      await ended;
    },
  };
}
