import {
  deviceLine,
  endLine,
  headLine,
  LineSum,
  type LogTools,
  receiptLine,
  rowLine,
  sealFile,
  startLine,
} from '@gatehouse/shared/log-file';
import type { Tenancy } from '../../../platform/tenancy/tenancy.js';
import type { DoorKey } from '../devices/door-keys.js';
import { type OfEvent, readDeviceLog, readDoorKeys, rowsOf } from './log-facts.js';

export interface LogFile extends OfEvent {
  readonly name: string;
  readonly deviceIds: readonly string[];
  /** Seals the file. */
  readonly doorKey: DoorKey;
  readonly tools: LogTools;
}

/**
 * The logs of an event's phones as a file that can be checked without this server. When something fails on the way the
 * file ends without its seal, by which a reader knows.
 */
export async function* logFile(
  tenancy: Tenancy,
  who: Parameters<Tenancy['run']>[0],
  file: LogFile,
): AsyncGenerator<string> {
  const sum = new LineSum(file.tools);
  const counted = (lines: readonly string[]) => {
    for (const line of lines) sum.add(line);
    return lines.map((line) => `${line}\n`).join('');
  };
  const doorKeys = await tenancy.run(who, readDoorKeys);
  const { name, number } = file;
  yield counted([startLine({ event: { number, name }, at: Date.now(), doorKeys })]);
  for (const deviceId of file.deviceIds) {
    const log = await tenancy.run(who, (trx) => readDeviceLog(trx, file, deviceId));
    const receipt = log.receipt ? [receiptLine(Buffer.from(log.receipt).toString('base64url'))] : [];
    yield counted([deviceLine(log.device), ...log.heads.map(headLine), ...receipt]);
    let count = 0;
    for await (const rows of rowsOf(tenancy, who, deviceId)) {
      count += rows.length;
      yield counted(rows.map(({ bytes, ...row }) => rowLine({ ...row, row: bytes.toString('base64url') })));
    }
    yield counted([endLine(count)]);
  }
  yield `${await sealFile(sum, file.doorKey.publicKey, file.doorKey.sign)}\n`;
}
