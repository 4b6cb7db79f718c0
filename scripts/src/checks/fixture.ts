import type { Breach, SourceFile } from './files.js';

/** A made-up file for a check's own test. */
export function source(path: string, text: string): SourceFile {
  return { path, text };
}

/** The breaches as `path:line rule`, which is what a test of a check compares. */
export function briefly(breaches: readonly Breach[]): string[] {
  return breaches.map((breach) => `${breach.path}:${breach.line} ${breach.rule}`);
}
