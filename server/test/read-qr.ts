import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';

const run = promisify(execFile);

// The decoder would otherwise fetch its WebAssembly from the Internet.
const wasm = readFileSync(createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm'));
prepareZXingModule({ overrides: { wasmBinary: wasm.buffer as ArrayBuffer } });

export interface ReadCode {
  readonly text: string;
  readonly version: string;
  readonly level: string;
}

/** What a reader of today's scanners sees in a picture. */
export async function readQrCodes(png: Uint8Array): Promise<ReadCode[]> {
  const found = await readBarcodes(png, { formats: ['QRCode'], maxNumberOfSymbols: 4 });
  return found.map(({ text, version, ecLevel }) => ({ text, version, level: ecLevel }));
}

/** The side of the only code in a picture, in pixels. */
export async function qrSidePx(png: Uint8Array): Promise<number | undefined> {
  const [found] = await readBarcodes(png, { formats: ['QRCode'] });
  return found && found.position.topRight.x - found.position.topLeft.x;
}

/** Prints a page of a PDF as a scanner of that resolution would see it. @param dpi pixels an inch */
export async function printPage(pdf: Uint8Array, page: number, dpi: number): Promise<Buffer> {
  const written = await withFile(pdf, async (path) => {
    await run('pdftoppm', ['-png', '-r', `${dpi}`, '-f', `${page}`, '-singlefile', path, path]);
    return readFile(`${path}.png`);
  });
  return written;
}

/** The text that can be searched and copied, in the order of reading. */
export async function pdfText(pdf: Uint8Array): Promise<string> {
  return withFile(pdf, async (path) => (await run('pdftotext', ['-enc', 'UTF-8', path, '-'])).stdout);
}

async function withFile<T>(pdf: Uint8Array, work: (path: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'gatehouse-pdf-'));
  try {
    const path = join(folder, 'file.pdf');
    await writeFile(path, pdf);
    return await work(path);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
