import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createServer, type ViteDevServer } from 'vite';
import { launchBrowser, openPage } from '../browser.js';
import { dataUrlOf, findPictures, type KnownPicture, normalise } from './pictures-with-texts.js';
import { prepareReaders, type Reader, type Reading, readPicture } from './read-in-page.js';

const readers: readonly Reader[] = ['gatehouse', 'html5-qrcode'];

/** A picture with what each of the readers made of it. */
export interface PictureReading extends KnownPicture {
  readonly read: Readonly<Record<Reader, Reading>>;
}

const pageOfReaders = `<!doctype html><title>Readers</title>
<script src="/node_modules/html5-qrcode/html5-qrcode.min.js"></script>
<script type="module">
import { createDecoder } from '/src/features/scan/decoder/decoder.ts';
globalThis.createDecoder = createDecoder;
</script>`;

const root = fileURLToPath(new URL('../../../', import.meta.url));

/**
 * Reads every picture below a folder with the scanner's own decoder, its worker and its WebAssembly, and with stock
 * html5-qrcode, in one Chromium, in turn. @throws BadFolder @throws Error when a reader does not come up
 */
export async function readFolder(folder: string): Promise<PictureReading[]> {
  const pictures = await findPictures(folder);
  const cacheDir = await mkdtemp(join(tmpdir(), 'gatehouse-decode-'));
  const server = await serveSources(cacheDir);
  const browser = await launchBrowser();
  try {
    const { page } = await openPage(browser);
    await page.goto(`${server.resolvedUrls?.local[0]}readers`);
    await page.evaluate(prepareReaders);
    const readings: PictureReading[] = [];
    for (const one of pictures) {
      const picture = await dataUrlOf(one);
      const gatehouse = await page.evaluate(readPicture, { reader: 'gatehouse' as const, picture });
      const stock = await page.evaluate(readPicture, { reader: 'html5-qrcode' as const, picture });
      readings.push({ ...one, read: { gatehouse, 'html5-qrcode': stock } });
    }
    return readings;
  } finally {
    await browser.close();
    await server.close();
    await rm(cacheDir, { recursive: true, force: true });
  }
}

/** The scanner's sources as modules, and a page that takes both readers. */
async function serveSources(cacheDir: string): Promise<ViteDevServer> {
  const server = await createServer({
    configFile: false,
    root: join(root, 'scanner'),
    cacheDir,
    logLevel: 'error',
    appType: 'custom',
    resolve: { conditions: ['source', 'module', 'browser', 'development|production'] },
    // Found while it runs, a dependency would make the page load anew in the middle of it.
    optimizeDeps: { noDiscovery: true, include: [] },
    server: { host: '127.0.0.1', port: 0, hmr: false, fs: { allow: [root] } },
    plugins: [
      {
        name: 'page-of-readers',
        configureServer: ({ middlewares }) =>
          void middlewares.use('/readers', (_request, response) => {
            response.setHeader('content-type', 'text/html').end(pageOfReaders);
          }),
      },
    ],
  });
  return server.listen();
}

/** One line for each reader: what it found of what there is, what it found where nothing is, and how long it took. */
export function summarise(readings: readonly PictureReading[]): string[] {
  const coded = readings.filter(({ text }) => text !== null);
  const bare = readings.filter(({ text }) => text === null);
  return readers.map((reader) => {
    const readsSomething = ({ read }: PictureReading) => read[reader].texts.length > 0;
    // A picture may hold a second code, whose text nobody wrote down.
    const found = coded.filter(({ text, read }) => read[reader].texts.map(normalise).includes(text ?? ''));
    const wrong = coded.filter((one) => readsSomething(one) && !found.includes(one));
    const opened = readings.flatMap(({ read }) => (read[reader].problem === null ? [read[reader].ms] : []));
    const times = opened.sort((a, b) => a - b);
    const at = (share: number) => (times[Math.floor(share * (times.length - 1))] ?? 0).toFixed(1);
    return (
      `${reader.padEnd(12)}  found ${found.length} of ${coded.length}, wrong ${wrong.length}, ` +
      `false ${bare.filter(readsSomething).length} of ${bare.length}, ` +
      `ms a picture: median ${at(0.5)}, 95 % ${at(0.95)}, most ${at(1)}`
    );
  });
}

/** A line for each picture that our reader has not read as its folder says. */
export function complaints(readings: readonly PictureReading[]): string[] {
  return readings.flatMap(({ name, text, read: { gatehouse } }) => {
    const { texts, problem } = gatehouse;
    if (problem !== null) return [`  cannot be opened: ${name}`];
    if (text === null) return texts.length > 0 ? [`  false: ${name}`] : [];
    if (texts.map(normalise).includes(text)) return [];
    return [`  ${texts.length > 0 ? 'wrong' : 'not found'}: ${name}`];
  });
}
