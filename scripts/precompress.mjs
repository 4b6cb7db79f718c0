import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const compressible = /\.(?:js|css|html|svg|wasm|json|webmanifest)$/;
/** Below this, headers weigh more than what is saved. */
const LEAST_BYTES = 1024;
/** The last levels take seconds for a large file, and save hardly anything of it. */
const LARGE_BYTES = 200_000;

const encodings = [
  {
    extension: '.br',
    encode: (bytes) =>
      promisify(brotliCompress)(bytes, {
        params: {
          [constants.BROTLI_PARAM_QUALITY]: bytes.length > LARGE_BYTES ? 9 : 11,
          [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
        },
      }),
  },
  // Browsers ask for the other one over TLS alone.
  { extension: '.gz', encode: (bytes) => promisify(gzip)(bytes, { level: 9 }) },
];

/** Puts a compressed copy beside each file of a built app, so that the server never compresses one for a request. */
export async function precompress(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && compressible.test(entry.name));
  await Promise.all(files.map((file) => precompressFile(join(file.parentPath, file.name))));
}

async function precompressFile(path) {
  const bytes = await readFile(path);
  if (bytes.length < LEAST_BYTES) return;
  for (const { extension, encode } of encodings) {
    const packed = await encode(bytes);
    if (packed.length < bytes.length) await writeFile(path + extension, packed);
  }
}
