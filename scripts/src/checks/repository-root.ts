import { fileURLToPath } from 'node:url';

/** Absolute path of the repository, wherever the command was started. */
export function repositoryRoot(): string {
  return fileURLToPath(new URL('../../..', import.meta.url));
}
