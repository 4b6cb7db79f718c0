import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { type DoorWorld, startDoorWorld } from '../../../../test/door-world.js';
import type { LogPhone } from '../../../../test/log-phone.js';
import { OwnDatabase } from '../../../../test/own-database.js';
import { expectAllOnce, handOver, handOverAll, scanSome } from '../../../../test/row-by-row.js';

const stops = process.env['GATEHOUSE_SOAK'] ? 50 : 2;
/** What a phone takes for "later": the server answers, and has no database. Or it hangs up. */
const passing = /^5\d\d |fetch failed|ECONN|terminat|closed|connect|shutting down|starting up/i;

/** Scans on, whatever becomes of what is sent: a row that no receipt covers is sent again. */
async function scanOn(world: DoorWorld, phone: LogPhone, isOver: () => boolean): Promise<number> {
  let failures = 0;
  while (!isOver()) {
    scanSome(world, phone);
    await handOver(world, phone).catch((error: Error) => {
      if (!passing.test(error.message)) throw error;
      failures += 1;
      return sleep(20);
    });
  }
  return failures;
}

/** Rows that a receipt covers, of all phones together. */
const covered = (phones: readonly LogPhone[]) =>
  phones.reduce((sum, { receipt }) => sum + (receipt?.watermark ?? 0), 0);

test(
  'a PostgreSQL that is stopped and crashes under load, and comes back, loses no row and doubles none',
  async () => {
    await using database = await OwnDatabase.start();
    await using world = await startDoorWorld({ tickets: 4, database });
    const phones: LogPhone[] = [];
    for (const name of ['North', 'South', 'East']) phones.push(await world.phone({ name }));
    let isOver = false;
    const scanning = Promise.all(phones.map((phone) => scanOn(world, phone, () => isOver)));
    for (let stop = 0; stop < stops; stop++) {
      const before = covered(phones);
      // Somebody is always in the middle of something: each of them hands over the next as soon as it may.
      await expect.poll(() => covered(phones), { interval: 10 }).toBeGreaterThan(before + 20);
      await sleep(Math.random() * 100);
      await (stop % 2 === 0 ? database.crash() : database.stop());
      await database.comeBack();
    }
    const before = covered(phones);
    await expect.poll(() => covered(phones), { interval: 10 }).toBeGreaterThan(before);
    isOver = true;
    expect((await scanning).reduce((sum, failures) => sum + failures, 0)).toBeGreaterThan(0);
    await handOverAll(world, phones);
    await expectAllOnce(world, phones);
  },
  180_000 + stops * 30_000,
);
