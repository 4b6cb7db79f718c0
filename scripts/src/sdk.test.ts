import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { formSchemaOf, formSchemasPath, generateFormSchemas } from './form-schemas.js';
import { describeApi } from './openapi.js';
import { generateSdk, sdkPath } from './sdk.js';

const root = fileURLToPath(new URL('../../', import.meta.url));

test('the SDK that the apps use is the one that this API describes', async () => {
  const fresh = generateSdk(root, await describeApi());
  expect(readFileSync(join(root, sdkPath), 'utf8')).toBe(fresh);
});

test('the limits that forms check are the ones of this API', async () => {
  expect(readFileSync(join(root, formSchemasPath), 'utf8')).toBe(generateFormSchemas(await describeApi()));
});

test('a form knows what is needed, what may be empty and what can be chosen', () => {
  const limits = { minLength: 1, maxLength: 9, pattern: '\\S' };
  const change = {
    minProperties: 1,
    properties: {
      name: { type: 'string', ...limits },
      note: { type: 'string', maxLength: 5 },
      until: { anyOf: [{ type: 'string', format: 'date-time' }, { type: 'null' }] },
      entry: { anyOf: [{ const: 'single' }, { type: 'string', enum: ['multiple'] }] },
    },
  };
  expect(formSchemaOf(change)).toEqual({
    properties: {
      name: limits,
      note: { maxLength: 5 },
      until: { format: 'date-time' },
      entry: { enum: ['single', 'multiple'] },
    },
    required: ['name', 'entry'],
  });
  const creation = { properties: change.properties, required: ['name'] };
  expect(formSchemaOf(creation)).toMatchObject({ required: ['name'] });
});
