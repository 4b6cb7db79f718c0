import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** A script that a page needs before it can show anything, and what it weighs on the wire. */
export interface LoadedScript {
  readonly file: string;
  readonly gzipBytes: number;
}

/**
 * The scripts that a built app fetches with its first page: what its `index.html` names, and what those import
 * without being asked. What is imported only when it is needed is left out.
 * @param folder where the build lies
 * @param base the path under which it is served, such as `/portal/`
 */
export function firstLoad(folder: string, base: string): LoadedScript[] {
  const page = readFileSync(join(folder, 'index.html'), 'utf8');
  const named = [...page.matchAll(/(?:src|href)="([^"]+\.js)"/g)].flatMap(([, url]) => url ?? []);
  return withImports(
    folder,
    named.map((url) => url.slice(base.length)),
  );
}

/** These scripts, and what they import without being asked. @param files from `folder`, such as `assets/store.js` */
export function withImports(folder: string, files: readonly string[]): LoadedScript[] {
  const waiting = [...files];
  const found = new Map<string, LoadedScript>();
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (found.has(file)) continue;
    const text = readFileSync(join(folder, file), 'utf8');
    found.set(file, { file, gzipBytes: gzipSync(text).length });
    waiting.push(...importsOf(text, folder));
  }
  return [...found.values()];
}

/** The bundler writes `from"./name.js"` and `import"./name.js"`; a dynamic import has a bracket before its name. */
function importsOf(text: string, folder: string): string[] {
  const names = [...text.matchAll(/(?:\bfrom|\bimport)\s*["'`]\.\/([^"'`]+\.js)["'`]/g)];
  return names.flatMap(([, name]) => {
    const file = `assets/${name}`;
    return existsSync(join(folder, file)) ? [file] : [];
  });
}
