import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const ignoredFolders = new Set(['node_modules', 'dist', '.data', '.cache', 'coverage']);

/** A text that changes whenever a file below these paths changes its content or its name; tests do not count. */
export function fingerprint(paths) {
  const hash = createHash('sha256').update(`${process.platform} ${process.arch}`);
  for (const path of paths) addPath(hash, path);
  return hash.digest('hex');
}

function addPath(hash, path) {
  if (!existsSync(path)) return;
  if (!statSync(path).isDirectory()) {
    const content = readFileSync(path);
    hash.update(`${path}\0${content.length}\0`).update(content);
    return;
  }
  for (const entry of readdirSync(path, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (!ignoredFolders.has(entry.name) && !/\.test\.tsx?$/.test(entry.name))
      addPath(hash, join(path, entry.name));
  }
}

/** A file that says for which sources something was last made completely. */
export class Stamp {
  constructor(path) {
    this.path = path;
  }

  matches(value) {
    return existsSync(this.path) && readFileSync(this.path, 'utf8') === value;
  }

  /** Taken away before the work begins, so half of it counts as none. */
  remove() {
    rmSync(this.path, { force: true });
  }

  write(value) {
    mkdirSync(dirname(this.path), { recursive: true });
    writeFileSync(this.path, value);
  }
}
