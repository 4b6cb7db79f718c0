import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** Where the SDK's types lie. Generated; nobody edits it. */
export const sdkPath = 'shared/src/api/generated/schema.ts';

/**
 * The types of every request and answer, from the API's description. They are made by a package of its own, whose
 * generator needs the compiler API of TypeScript 5.
 */
export function generateSdk(root: string, description: string): string {
  return execFileSync(process.execPath, [join(root, 'scripts/sdk/generate.mjs')], {
    input: description,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
}
