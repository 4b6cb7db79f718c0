import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** A file of the repository. Checks are pure functions over lists of them, so that tests can plant breaches. */
export interface SourceFile {
  /** From the repository root, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

export interface Breach {
  readonly path: string;
  readonly line: number;
  readonly rule: string;
  /** What to do about it, as an order to the reader. */
  readonly advice: string;
}

export function formatBreach(breach: Breach): string {
  return `${breach.path}:${breach.line} ${breach.rule} – ${breach.advice}`;
}

const UNTRACKED_FOLDERS = new Set(['.git', '.data', '.cache', 'coverage', 'dist', 'node_modules']);
const BINARY_NAME = /\.(?:png|jpe?g|webp|gif|ico|woff2?|ttf|otf|wasm|gz|zip|pdf|y4m|mp3|wav|ogg)$/;

/**
 * Every file that is, or is about to be, part of the repository; pictures and the like without their content. Files
 * that are new and not ignored count too, so that a breach shows before it is committed.
 */
export function repositoryFiles(root: string): SourceFile[] {
  const files: SourceFile[] = [];
  for (const path of gitPaths(root) ?? walkedPaths(root)) {
    const absolute = join(root, path);
    // A path that git still lists may already be deleted in the working tree.
    const stats = statSync(absolute, { throwIfNoEntry: false });
    if (!stats?.isFile()) continue;
    files.push({ path, text: BINARY_NAME.test(path) ? '' : readFileSync(absolute, 'utf8') });
  }
  return files;
}

function gitPaths(root: string): string[] | undefined {
  const listing = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  try {
    const output = execFileSync('git', listing, {
      cwd: root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const paths = new Set(output.split('\0').filter((path) => path !== ''));
    return paths.size === 0 ? undefined : [...paths].sort();
  } catch {
    return undefined;
  }
}

/** What git would list, for a tree that was unpacked from an archive. */
export function walkedPaths(root: string, folder = ''): string[] {
  const paths: string[] = [];
  for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory() && !UNTRACKED_FOLDERS.has(entry.name)) paths.push(...walkedPaths(root, path));
    if (entry.isFile() && !/\.(?:log|tsbuildinfo)$/.test(entry.name)) paths.push(path);
  }
  return paths.sort();
}

/** Tests, their helpers, and the files that only the compiler runs (`*.types.ts`). */
export function isTestFile(path: string): boolean {
  return /\.(?:test|types)\.tsx?$/.test(path) || /(?:^|\/)(?:test|e2e)\//.test(path);
}

export function isConfigFile(path: string): boolean {
  return /\.config\.(?:ts|mjs|js)$/.test(path);
}

export function isGenerated(path: string): boolean {
  return path.split('/').includes('generated');
}

/** The one-based line of a position in a text. */
export function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) line += 1;
  return line;
}
