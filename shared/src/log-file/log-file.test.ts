import { describe, expect, it } from 'vitest';
import { fromHex } from '../bytes/index.js';
import { encodeRow, rowHash } from '../log/index.js';
import { signHead } from '../protocol/index.js';
import { sampleScan } from '../vectors/test/sample-rows.js';
import { testEd25519, testP256 } from '../vectors/test/test-keys.js';
import { verifyLogFile } from './index.js';
import {
  chainOf,
  doorKeyOf,
  phones,
  receiptOf,
  type SampleDevice,
  sampleDevice,
  sampleFile,
  tools,
} from './test/sample-log.js';

const verify = (lines: Iterable<string>, doorKey: Uint8Array | null = null) =>
  verifyLogFile(lines, tools, { doorKey });

/** What is found when the server's own store was changed before it made the file. */
async function foundIn(change: (device: SampleDevice) => unknown): Promise<string[]> {
  const device = await sampleDevice(0);
  await change(device);
  const report = await verify(await sampleFile([device, await sampleDevice(1)]));
  expect(report.faults).toEqual([]);
  expect(report.devices[1]?.faults).toEqual([]);
  expect(report.holds).toBe(false);
  return named(report.devices[0]?.faults ?? []);
}

const named = (faults: readonly { code: string; rows: { from: number; to: number } | null }[]) =>
  faults.map(({ code, rows }) => [code, ...(rows ? [rows.from, rows.to] : [])].join(' '));

const rowAt = ({ rows }: SampleDevice, seq: number) => {
  const row = rows[seq - 1];
  if (!row) throw new Error(`there is no row ${seq}`);
  return row;
};

describe('a whole log', () => {
  it('holds, and says how far it is signed and receipted', async () => {
    const report = await verify(await sampleFile([await sampleDevice(0), await sampleDevice(1)]));
    expect(report).toMatchObject({ holds: true, rows: 16, faults: [] });
    expect(report.sealedBy).toBe(await doorKeyOf('door key'));
    expect(report.devices[0]).toMatchObject({
      ...{ id: phones[0], rows: 8, ofEvent: 8, last: 8, signed: 8, unsigned: [], faults: [] },
      receipt: { to: 8, at: 1_799_000_000_000 },
    });
  });

  it('holds where a phone has declared rows lost, forked or not signed the last ones', async () => {
    const device = await sampleDevice(0);
    const rows = chainOf(device.id, 6, (row) =>
      row.seq === 6 ? { ...row, kind: 'lost', from: 2, to: 3 } : row,
    );
    const fork = encodeRow({ ...sampleScan(5, new Uint8Array(32).fill(7)), device: device.id });
    const key = testP256('device 0');
    const hash = rowHash(rows[4] ?? fork);
    device.heads = [
      { seq: 5, hash, signature: await signHead({ device: device.id, seq: 5, hash }, key.sign) },
    ];
    device.receipt = null;
    const kept = rows.map((bytes, at) => ({ seq: at + 1, bytes, quarantine: null as string | null }));
    kept.splice(5, 0, { seq: 5, bytes: fork, quarantine: 'fork' });
    device.rows = kept.filter(({ seq }) => seq !== 2 && seq !== 3);
    const report = await verify(await sampleFile([device]));
    expect(report.devices[0]).toMatchObject({
      ...{ faults: [], lost: [{ from: 2, to: 3 }], forks: [5], quarantined: { fork: 1 }, signed: 2 },
      unsigned: [
        { from: 1, to: 1 },
        { from: 6, to: 6 },
      ],
    });
    expect(report.holds).toBe(true);
  });
});

describe('what does not hold is named by phone and row', () => {
  it('an altered byte', async () => {
    const found = await foundIn((device) => {
      const row = rowAt(device, 4);
      row.bytes[140] = (row.bytes[140] ?? 0) ^ 1;
    });
    expect(found).toEqual(['altered 4 4']);
  });

  it('an altered last row', async () => {
    const found = await foundIn((device) => {
      const row = rowAt(device, 8);
      row.bytes[140] = (row.bytes[140] ?? 0) ^ 1;
    });
    expect(found).toEqual(['receipt_differs 8 8', 'head_differs 8 8']);
  });

  it('a row written anew with all that follow it', async () => {
    const found = await foundIn((device) => {
      const other = chainOf(device.id, 8, (row) => (row.seq === 3 ? { ...row, persons: 9 } : row));
      device.rows = other.map((bytes, at) => ({ seq: at + 1, bytes, quarantine: null }));
    });
    expect(found).toEqual(['receipt_differs 8 8', 'head_differs 8 8']);
  });

  it('a removed row, and removed last rows', async () => {
    expect(await foundIn((device) => device.rows.splice(4, 1))).toEqual(['removed 5 5']);
    expect(await foundIn((device) => device.rows.splice(6, 2))).toEqual(['removed 7 8', 'head_differs 8 8']);
    const unreceipted = await foundIn((device) => {
      device.receipt = null;
      device.rows.splice(2, 3);
    });
    expect(unreceipted).toEqual(['missing 3 5']);
  });

  it('swapped rows', async () => {
    const swap = (device: SampleDevice) => device.rows.splice(3, 2, rowAt(device, 5), rowAt(device, 4));
    expect(await foundIn(swap)).toEqual(['out_of_order 4 4', 'removed 4 4']);
    const renumbered = await foundIn((device) => {
      swap(device);
      device.rows = device.rows.map((row, at) => ({ ...row, seq: at + 1 }));
    });
    expect(renumbered).toEqual(['misplaced 4 4', 'misplaced 5 5', 'altered 5 5']);
  });

  it('the row of another phone', async () => {
    const other = chainOf(phones[1] ?? '', 8);
    const found = await foundIn((device) => {
      rowAt(device, 6).bytes = other[5] ?? new Uint8Array();
    });
    expect(found).toEqual(['other_device 6 6', 'altered 6 6']);
  });

  it('a row twice, and bytes that are none', async () => {
    expect(await foundIn((device) => device.rows.splice(3, 0, rowAt(device, 3)))).toEqual(['twice 3 3']);
    const found = await foundIn((device) => {
      rowAt(device, 2).bytes = new Uint8Array(3);
    });
    expect(found).toEqual(['unreadable 2 2', 'altered 2 2']);
  });

  it('a foreign signature, of the phone and of the organisation', async () => {
    const byAnother = await foundIn((device) => {
      device.publicKey = testP256('device 1').publicKey;
    });
    expect(byAnother).toEqual(['bad_head 8 8']);
    const receipted = await foundIn(async (device) => {
      const at = { seq: 8, hash: rowHash(rowAt(device, 8).bytes) };
      device.receipt = await receiptOf(device.id, at, (await testEd25519('foreign')).sign);
    });
    expect(receipted).toEqual(['bad_receipt']);
  });
});

describe('a file', () => {
  it('that was cut says so, and where', async () => {
    const whole = await sampleFile([await sampleDevice(0), await sampleDevice(1)]);
    const report = await verify(whole.slice(0, -6));
    expect(named(report.faults)).toEqual([`truncated ${whole.length - 6} ${whole.length - 6}`]);
    expect(report.devices[1]?.last).toBe(4);
    expect(report.holds).toBe(false);
  });

  it('that was changed after it was made does not fit its seal', async () => {
    const whole = await sampleFile([await sampleDevice(0)]);
    const renamed = whole.map((line) => line.replace('Phone 1', 'Phone 7'));
    expect(named((await verify(renamed)).faults)).toEqual([`bad_seal ${whole.length} ${whole.length}`]);
    const longer = [...whole, whole[1] ?? ''];
    expect(named((await verify(longer)).faults)).toEqual([`bad_line ${longer.length} ${longer.length}`]);
  });

  it('sealed by a foreign key is trusted only by who trusts that key', async () => {
    const lines = await sampleFile([await sampleDevice(0)], 'foreign');
    expect(named((await verify(lines)).faults).join()).toContain('other_key');
    const genuine = await sampleFile([await sampleDevice(0)]);
    const key = fromHex(await doorKeyOf('foreign'));
    expect(named((await verify(genuine, key)).faults).join()).toContain('other_key');
  });

  it('that is none, or of a later version, is said to be so', async () => {
    for (const lines of [[], ['{}'], ['%PDF'], ['[1]'], ['null']])
      expect((await verify(lines)).faults[0]?.code).toBe('not_a_log');
    const later = (await sampleFile([])).map((line) => line.replace('"version":1', '"version":2'));
    expect((await verify(later)).faults[0]?.code).toBe('needs_update');
  });
});
