import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The scenarios of the documents, each with what it comes to beside it. */
export const folder = fileURLToPath(new URL('../../../docs/scenarios/', import.meta.url));

export const names: readonly string[] = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => name.slice(0, -'.json'.length));

export function pathOf(name: string): string {
  return `${folder}${name}.json`;
}

export function expectedPathOf(name: string): string {
  return `${folder}${name}.expected.jsonl`;
}

export function linesOf(text: string): unknown[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
}

export function expectedOf(name: string): unknown[] {
  return linesOf(readFileSync(expectedPathOf(name), 'utf8'));
}
