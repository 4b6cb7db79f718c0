import { concatBytes, createWriter, equalBytes, toUtf8 } from '../bytes/index.js';
import { SHA256_BYTES, type Sign, signDetached, verifyDetached } from '../signing/index.js';
import { type LogFileSeal, sealLine } from './lines.js';
import type { LogTools } from './tools.js';

/** Goes along with the lines of a file: of each line it becomes SHA-256(itself ‖ line), and begins with zeros. */
export class LineSum {
  readonly #sha256: LogTools['sha256'];
  lines = 0;
  sum: Uint8Array = new Uint8Array(SHA256_BYTES);

  constructor({ sha256 }: Pick<LogTools, 'sha256'>) {
    this.#sha256 = sha256;
  }

  /** @param line without its line break */
  add(line: string): void {
    this.lines += 1;
    this.sum = this.#sha256(concatBytes(this.sum, toUtf8(line)));
  }
}

/** The last line of a file. @param key the organisation's, with which `sign` signs */
export async function sealFile(sum: LineSum, key: Uint8Array, sign: Sign): Promise<string> {
  const signature = await signDetached('log-file', bodyOf(sum), sign);
  return sealLine({ lines: sum.lines, sum: sum.sum, key, signature });
}

/** Whether the seal is by its key and over these lines. */
export async function isSealed(
  seal: LogFileSeal,
  sum: LineSum,
  { verifyEd25519 }: LogTools,
): Promise<boolean> {
  if (seal.lines !== sum.lines || !equalBytes(seal.sum, sum.sum)) return false;
  const { signature } = seal;
  return verifyDetached({ kind: 'log-file', body: bodyOf(sum), signature }, seal.key, verifyEd25519);
}

function bodyOf({ lines, sum }: Pick<LineSum, 'lines' | 'sum'>): Uint8Array {
  return createWriter().u32(lines).bytes(sum).finish();
}
