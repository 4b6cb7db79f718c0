import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { describeApi } from './openapi.js';
import { generateSdk, sdkPath } from './sdk.js';

const root = fileURLToPath(new URL('../../', import.meta.url));

test('the SDK that the apps use is the one that this API describes', async () => {
  const fresh = generateSdk(root, await describeApi());
  expect(readFileSync(join(root, sdkPath), 'utf8')).toBe(fresh);
});
