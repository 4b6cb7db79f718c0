import { readFile } from 'node:fs/promises';
import { expect, test, vi } from 'vitest';
import { createPhone } from './create-phone.js';
import type { IndexedDbPort } from './database.js';
import { LogDatabase } from './log/database.js';
import type { Ports } from './ports.js';
import { type OldDisk, putOnDisk } from './test/old-disk.js';

/** Each is what a phone of that version of the schema had on its disk when its app was closed in the middle of a shift. */
const versions = ['v1'] as const;

const until = <T>(look: () => T | Promise<T>) => vi.waitFor(look, { timeout: 60_000, interval: 25 });

async function readDisk(version: string): Promise<OldDisk> {
  const text = await readFile(new URL(`./test/old-disks/${version}.json`, import.meta.url), 'utf8');
  return JSON.parse(text);
}

/** No network: what holds after an upgrade has to hold at once. */
function portsOf(indexedDb: IndexedDbPort, at: number, faults: unknown[]): Ports {
  return {
    indexedDb,
    crypto: globalThis.crypto,
    fetch: () => Promise.reject(new Error('no network')),
    origin: 'http://localhost',
    openSocket: (_url, listener) => {
      listener.close();
      return { close: () => undefined };
    },
    wall: () => at,
    monotonic: () => performance.now(),
    random: Math.random,
    onFault: (fault) => faults.push(fault),
    hold: ({ held }) => held(),
    onWakeUp: () => () => undefined,
  };
}

test.each(versions)(
  'a phone of %s goes on where it was: identity, shift, rows and verdicts',
  async (version) => {
    const old = await readDisk(version);
    const disk = await putOnDisk(old);
    const before = old.databases.find(({ name }) => name === 'gatehouse-log')?.stores['rows']?.rows.length;
    const faults: unknown[] = [];
    const phone = createPhone(portsOf(disk, old.at + 60_000, faults));
    const gateway = await until(() => {
      const opened = phone.gateway.get();
      if (opened === null) throw new Error('The log is not open yet.');
      return opened;
    });
    await until(() => expect(phone.state.get().events[0]?.root).toBeTruthy());
    const state = phone.state.get();
    expect(state).toMatchObject({
      pairing: 'active',
      deviceId: old.deviceId,
      deviceName: 'North 1',
      profile: 'steward',
      shift: old.shift,
      unsent: old.unsent,
      problem: null,
    });
    // Nobody had set anything for the phones of this event when its state was kept.
    expect(state.events[0]).toMatchObject({
      complete: true,
      settings: { preset: {}, locked: [], kioskPin: null },
    });
    expect(gateway.recent(8).map(({ decision }) => decision.result)).toEqual(['refuse', 'admit', 'admit']);

    const scan = async (text: string) => (await gateway.scan({ text, how: 'camera' }, old.shift)).decision;
    expect(await scan(old.codes.ann)).toMatchObject({ result: 'refuse', reason: 'already_used' });
    expect(await scan(old.codes.bea)).toMatchObject({ result: 'refuse', reason: 'already_used' });
    expect(await scan(old.codes.cem)).toMatchObject({ result: 'admit' });
    expect(phone.state.get().unsent).toBe(old.unsent + 3);
    await phone.close();
    expect(faults).toEqual([]);

    const log = new LogDatabase(disk);
    const rows = await log.rows.toArray();
    log.close();
    expect(rows).toHaveLength((before ?? 0) + 3);
    // What was written stays as it was, byte for byte: the chain of the rows hangs on it.
    const kept = old.databases.find(({ name }) => name === 'gatehouse-log')?.stores['rows']?.rows ?? [];
    for (const [index, row] of kept.entries()) {
      const { $bytes } = (row as { bytes: { $bytes: string } }).bytes;
      expect(Buffer.from(rows[index]?.bytes ?? []).toString('base64url')).toBe($bytes);
    }
  },
);
