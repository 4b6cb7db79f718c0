import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { test } from 'vitest';
import { type DoorWorld, startDoorWorld } from '../../../../test/door-world.js';
import type { LogPhone } from '../../../../test/log-phone.js';
import { expectAllOnce, handOver, handOverAll, scanSome } from '../../../../test/row-by-row.js';

const kills = process.env['GATEHOUSE_SOAK'] ? 200 : 2;
const entry = join(import.meta.dirname, '../../../../test/api-process.mjs');

/** Where a process dies: before its n-th statement, before its n-th answer, or whenever somebody else says so. */
interface Death {
  readonly before: 'statement' | 'answer' | 'nothing';
  readonly after: number;
}

const never: Death = { before: 'nothing', after: 0 };

interface Api {
  readonly dies: Death;
  readonly child: ChildProcess;
  readonly url: string;
  readonly ended: Promise<unknown>;
}

async function startApi({ gatehouse }: DoorWorld, dies: Death): Promise<Api> {
  const { database, dataFolder } = gatehouse;
  const env = {
    GATEHOUSE_ENV: 'test',
    GATEHOUSE_PROCESS: 'api',
    GATEHOUSE_DATA: dataFolder,
    PORT: '0',
    DATABASE_URL: database.appUrl,
    DATABASE_SYSTEM_URL: database.systemUrl,
    LOG_LEVEL: 'silent',
    RATE_LIMIT: '1000000',
  };
  const child = fork(entry, [JSON.stringify({ env, dies })], { execArgv: [], stdio: 'inherit' });
  const ended = once(child, 'exit');
  const [url] = (await once(child, 'message')) as [string];
  return { dies, child, url, ended };
}

/** A third each: between two statements, between commit and answer, and from outside at any moment. */
function deathOf(kill: number): Death {
  if (kill % 3 === 0) return { before: 'statement', after: 1 + Math.floor(Math.random() * 90) };
  return kill % 3 === 1 ? { before: 'answer', after: 1 + Math.floor(Math.random() * 6) } : never;
}

/** Scans and sends until nobody answers any more. */
async function scanUntilItDies(world: DoorWorld, phone: LogPhone, url: string): Promise<void> {
  for (;;) {
    scanSome(world, phone);
    try {
      await handOver(world, phone, url);
    } catch (error) {
      // fetch says TypeError when the connection is gone; an answer of another kind would be a fault.
      if (error instanceof TypeError) return;
      throw error;
    }
  }
}

test(
  'an API that is killed in the middle of batches, again and again, loses no row and doubles none',
  async () => {
    await using world = await startDoorWorld({ tickets: 5 });
    const phones: LogPhone[] = [];
    for (const name of ['North', 'South', 'East']) phones.push(await world.phone({ name }));
    let next = startApi(world, deathOf(0));
    for (let kill = 0; kill < kills; kill++) {
      const api = await next;
      // It takes a while to start, so the one after it starts already.
      next = startApi(world, kill + 1 < kills ? deathOf(kill + 1) : never);
      const scanning = Promise.all(phones.map((phone) => scanUntilItDies(world, phone, api.url)));
      if (api.dies === never) {
        await sleep(Math.random() * 250);
        api.child.kill('SIGKILL');
      }
      await api.ended;
      await scanning;
    }
    const last = await next;
    try {
      await handOverAll(world, phones, last.url);
    } finally {
      last.child.kill('SIGKILL');
      await last.ended;
    }
    await expectAllOnce(world, phones);
  },
  120_000 + kills * 12_000,
);
