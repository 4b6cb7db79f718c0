import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { createGunzip } from 'node:zlib';
import { fromHex } from '@gatehouse/shared/bytes';
import {
  type DeviceReport,
  type FileReport,
  type LogFault,
  type LogFaultCode,
  verifyLogFile,
} from '@gatehouse/shared/log-file';
import { nodeLogTools } from './platform/log-tools.js';

const usage = 'npm run verify-log -- FILE [--door-key 64-HEX-DIGITS]';
const gzipMagic = '1f8b';

const words: Readonly<Record<LogFaultCode, string>> = {
  altered: 'is not the row that the next one names',
  hash_differs: 'does not have the bytes that came in',
  unreadable: 'cannot be read',
  other_device: 'is a row of another phone',
  misplaced: 'says that it belongs elsewhere in the log',
  out_of_order: 'stands behind a later row',
  twice: 'stands here twice',
  missing: 'is missing, and nobody has declared it lost',
  removed: 'is missing, although a receipt says that it was here',
  bad_head: 'has a signature that is not this phone’s',
  head_differs: 'is not here as the phone signed it',
  bad_receipt: 'The receipt is not by this organisation for this phone',
  receipt_differs: 'is not the row that the receipt names',
  not_a_log: 'This is no log of Gatehouse',
  needs_update: 'The file was made by a newer Gatehouse: update this one',
  bad_line: 'means nothing here',
  wrong_count: 'ends a phone with another number of rows than there are',
  truncated: 'The file ends before its seal',
  bad_seal: 'The file is not what the organisation has sealed',
  other_key: 'The seal is by another key than expected',
};

/** @returns what is printed */
function describeFile(report: FileReport): string {
  const { event, at, sealedBy, devices, rows } = report;
  const made = at === null ? '' : `, made ${new Date(at).toISOString()}`;
  const lines = event === null ? [] : [`${event.name} (event ${event.number})${made}`];
  if (sealedBy !== null) lines.push(`Sealed by the door key ${sealedBy}`);
  for (const device of devices) lines.push('', ...describeDevice(device));
  const last = devices.at(-1);
  const until = last ? `, after row ${last.last} of ${last.name} (${last.id})` : '';
  if (report.faults.length > 0) lines.push('', 'The file:');
  for (const { code, rows: place } of report.faults) {
    const line = place && code !== 'truncated' ? `line ${place.from}: ` : '';
    lines.push(`  FAULT  ${line}${words[code]}${code === 'truncated' ? until : ''}.`);
  }
  const verdict = report.holds ? 'Everything holds.' : 'This log does NOT hold.';
  return [...lines, '', `${verdict} ${devices.length} phones, ${rows} rows.`].join('\n');
}

function describeDevice(device: DeviceReport): string[] {
  const { name, id, isServer, rows, last, signed, receipt, forks, lost, unsigned, quarantined } = device;
  const proof = isServer ? 'written by the server itself' : `${signed} signed by the phone`;
  const covered = receipt ? `, receipt up to row ${receipt.to}` : '';
  const notes = [
    ...unsigned.map((range) => `${rangeOf(range)}: no signature speaks for it`),
    ...forks.map((seq) => `row ${seq}: there is more than one (a copy of the phone went on)`),
    ...lost.map((range) => `${rangeOf(range)}: the phone has lost it`),
    ...Object.entries(quarantined).map(([reason, count]) => `${count} rows do not count (${reason})`),
  ];
  const hidden = device.faultCount - device.faults.length;
  return [
    `${name} (${id}): ${rows} rows up to row ${last}, ${proof}${covered}`,
    ...notes.map((note) => `  note   ${note}`),
    ...device.faults.map((fault) => `  FAULT  ${sentenceOf(fault)}.`),
    ...(hidden > 0 ? [`  FAULT  and ${hidden} more.`] : []),
  ];
}

function sentenceOf({ code, rows }: LogFault): string {
  return rows === null ? words[code] : `${rangeOf(rows)} ${words[code]}`;
}

function rangeOf({ from, to }: { readonly from: number; readonly to: number }): string {
  return from === to ? `row ${from}` : `each of rows ${from} to ${to}`;
}

async function readLines(path: string): Promise<AsyncIterable<string>> {
  const file = await open(path);
  const { buffer } = await file.read(Buffer.alloc(2), 0, 2, 0);
  await file.close();
  const bytes = createReadStream(path);
  const isPacked = buffer.toString('hex') === gzipMagic;
  const input = isPacked ? bytes.pipe(createGunzip()) : bytes;
  return createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY });
}

/** Exit code 0: the log holds; 1: something does not; 2: there is nothing to look at. */
async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    options: { 'door-key': { type: 'string' } },
    allowPositionals: true,
  });
  const [path] = positionals;
  const given = values['door-key'];
  const doorKey = given === undefined ? null : fromHex(given);
  if (path === undefined || (given !== undefined && doorKey?.length !== 32)) {
    process.stderr.write(`Usage: ${usage}\n`);
    return 2;
  }
  const report = await verifyLogFile(await readLines(path), await nodeLogTools(), { doorKey });
  process.stdout.write(`${describeFile(report)}\n`);
  return report.holds ? 0 : 1;
}

try {
  process.exitCode = await main();
} catch (error) {
  process.stderr.write(
    `This file cannot be read: ${error instanceof Error ? error.message : String(error)}\n`,
  );
  process.exitCode = 2;
}
