import { readdirSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { build, type Plugin } from 'vite';
import { clone } from '../gatehouse.js';

const vectors = join(clone, 'shared/src/vectors');
const entry = join(vectors, 'test/run-vectors.ts');

/** What a browser made of the vectors. */
export interface Report {
  readonly decisions: number;
  readonly judged: number;
  readonly formats: readonly string[];
  readonly faults: readonly string[];
  /** Whether the browser itself checks Ed25519, or we do it for it. */
  readonly native: boolean;
}

/** A page that runs every vector and sends what came of it. */
export interface VectorPage extends AsyncDisposable {
  /** @param browser told apart by this name */
  urlFor(browser: string): string;
  report(browser: string): Report | undefined;
}

export async function openVectorPage(): Promise<VectorPage> {
  const script = await bundle();
  const reports = new Map<string, Report>();
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    if (request.method === 'POST') {
      let text = '';
      request.on('data', (chunk) => {
        text += chunk;
      });
      request.on('end', () => {
        reports.set(searchParams.get('browser') ?? '', JSON.parse(text));
        response.end();
      });
    } else if (pathname === '/vectors.js') response.setHeader('content-type', 'text/javascript').end(script);
    else response.setHeader('content-type', 'text/html').end(page);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    urlFor: (browser) => `http://localhost:${port}/?browser=${browser}`,
    report: (browser) => reports.get(browser),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

const page = `<!doctype html><meta charset="utf-8"><title>Vectors</title><script type="module">
const send = (report) => fetch('/report' + location.search, { method: 'POST', body: JSON.stringify(report) });
try {
  const { runVectors } = await import('/vectors.js');
  const generate = () => crypto.subtle.generateKey({ name: 'Ed25519' }, false, ['sign', 'verify']);
  const native = await generate().then(() => true, () => false);
  await send({ ...(await runVectors()), native });
} catch (error) {
  await send({ decisions: 0, judged: 0, formats: [], faults: [String(error?.stack ?? error)], native: false });
}
</script>`;

/** @returns the vectors with their code as one module */
async function bundle(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    root: clone,
    plugins: [files()],
    resolve: { conditions: ['source', 'module', 'browser', 'development|production'] },
    define: { 'process.env': '{}' },
    build: {
      write: false,
      target: 'es2022',
      minify: false,
      lib: { entry, formats: ['es'], fileName: 'vectors' },
    },
  });
  const [first] = [built].flat();
  const chunk = first && 'output' in first ? first.output[0] : undefined;
  if (chunk === undefined) throw new Error('The vectors were not bundled.');
  return chunk.code;
}

/** The few functions of Node by which the vectors' own code reads its files, with the files in them. */
function files(): Plugin {
  const modules: Readonly<Record<string, () => string>> = {
    'node:fs': () => `
      const files = ${JSON.stringify(readAll())};
      const nameOf = (path) => String(path).replace(/^.*\\/vectors\\//, '');
      export const readFileSync = (path) => files[nameOf(path)];
      export const readdirSync = (path) => Object.keys(files)
        .filter((name) => name.startsWith(nameOf(path))).map((name) => name.slice(nameOf(path).length));`,
    'node:path': () => `export const join = (...parts) => '/vectors/' + parts.at(-1).replace('../', '');`,
  };
  return {
    name: 'vector-files',
    enforce: 'pre',
    resolveId: (id) => (id in modules ? `\0${id}` : null),
    load: (id) => modules[id.slice(1)]?.() ?? null,
    // A bundler would take the folder for a file that it has to bring along.
    transform: (code) =>
      code.replaceAll(
        "new URL('../../vectors/decide/', import.meta.url)",
        "new URL('http://localhost/vectors/decide/')",
      ),
  };
}

function readAll(folder = ''): Record<string, string> {
  const found: Record<string, string> = {};
  for (const name of readdirSync(join(vectors, folder))) {
    const path = join(vectors, folder, name);
    if (statSync(path).isDirectory()) Object.assign(found, readAll(`${folder}${name}/`));
    else if (name.endsWith('.json')) found[`${folder}${name}`] = readFileSync(path, 'utf8');
  }
  return found;
}
