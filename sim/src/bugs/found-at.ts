import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { simFolder } from '../seeds/repository-root.js';

const file = join(simFolder, 'src/bugs/found-at.json');

/** Bug → the seed that found it last: tried first, so that the everyday run is short. */
export function readFoundAt(): Readonly<Record<string, number>> {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
}

export function writeFoundAt(seeds: ReadonlyMap<string, number>): void {
  const sorted = [...seeds].sort(([a], [b]) => (a < b ? -1 : 1));
  writeFileSync(file, `${JSON.stringify(Object.fromEntries(sorted), null, 2)}\n`);
}
