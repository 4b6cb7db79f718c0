import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Found from below, because this is run from the sources by tests and from a build by the command. */
export const repositoryRoot = rootOf(dirname(fileURLToPath(import.meta.url)));
export const simFolder = join(repositoryRoot, 'sim');

function rootOf(folder: string): string {
  return existsSync(join(folder, 'pnpm-workspace.yaml')) ? folder : rootOf(dirname(folder));
}
