import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { allDone, createEffectTables, createProducer, readEffects } from '../../../test/event-bench.js';
import { startTestRedis, type TestRedis } from '../../../test/redis.js';
import { createTestDatabase } from '../../../test/test-database.js';
import type { QueueBackend } from '../queue/queue.js';

const kills = process.env['GATEHOUSE_SOAK'] ? 200 : 2;
const entry = join(import.meta.dirname, '../../../test/event-worker-process.mjs');

let redis: TestRedis;
beforeAll(async () => {
  redis = await startTestRedis();
});
afterAll(() => redis[Symbol.asyncDispose]());

async function startProcess(options: object): Promise<ChildProcess> {
  const child = fork(entry, [JSON.stringify(options)], { execArgv: [], stdio: 'inherit' });
  await once(child, 'message');
  return child;
}

async function kill(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

test.concurrent.each<[QueueBackend['kind']]>([['postgres'], ['redis']])(
  'a worker with jobs in %s that is killed again and again loses and doubles nothing',
  async (kind) => {
    await using database = await createTestDatabase();
    await createEffectTables(database);
    const { appUrl, systemUrl } = database;
    const backend = kind === 'redis' ? { kind, url: redis.url } : { kind, systemUrl };
    const count = kills * 20;
    await using producer = createProducer(appUrl);
    const producing = (async () => {
      for (let first = 0; first < count; first += 20) {
        await producer.produce(first, first + 20);
        await sleep(150);
      }
    })();
    for (let killed = 0; killed < kills; killed++) {
      const child = await startProcess({ appUrl, systemUrl, backend });
      await sleep(50 + Math.random() * 250);
      await kill(child);
    }
    await producing;
    const last = await startProcess({ appUrl, systemUrl, backend });
    try {
      await expect.poll(() => readEffects(database), { interval: 200 }).toEqual(allDone(count));
    } finally {
      await kill(last);
    }
  },
  180_000 + kills * 2_000,
);
