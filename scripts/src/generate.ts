import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { formSchemasPath, generateFormSchemas } from './form-schemas.js';
import { CONFIGURATION_PATH, generateConfiguration } from './generate-configuration.js';
import { describeApi } from './openapi.js';
import { generateSdk, sdkPath } from './sdk.js';

/** `npm run generate`: writes what is derived from the code. A test fails when somebody forgot it. */
const root = fileURLToPath(new URL('../../', import.meta.url));
generateConfiguration(root);
console.log(`wrote ${CONFIGURATION_PATH}`);
const description = await describeApi();
write(sdkPath, generateSdk(root, description));
write(formSchemasPath, generateFormSchemas(description));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
  console.log(`wrote ${path}`);
}
