import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { variablesSchema } from '@gatehouse/server/platform/config/variables.js';
import { expect, it } from 'vitest';
import { repositoryRoot } from './checks/repository-root.js';
import { CONFIGURATION_PATH, configurationDocument } from './generate-configuration.js';

it('is written as the schema says now', () => {
  const written = readFileSync(join(repositoryRoot(), CONFIGURATION_PATH), 'utf8');
  expect(written, 'run npm run generate').toBe(configurationDocument(variablesSchema.properties));
});

it('describes every variable that the server reads, with its default', () => {
  const document = configurationDocument(variablesSchema.properties);
  for (const [name, schema] of Object.entries(variablesSchema.properties)) {
    expect(schema, name).toHaveProperty('description');
    expect(document).toMatch(new RegExp(`^\\| \`${name}\` +\\| \\w`, 'm'));
  }
});

it('writes choices, numbers, patterns and lengths for people, and keeps a table a table', () => {
  const document = configurationDocument({
    A: { description: 'one | two', anyOf: [{ const: 'one' }, { const: 'two' }], default: 'one' },
    B: { description: 'a port', type: 'integer', minimum: 1, maximum: 9, default: 5 },
    C: { description: 'an address', type: 'string', pattern: '^(a|b)' },
    D: { description: 'a secret', type: 'string', minLength: 32, default: '' },
  });
  expect(document.split('\n').slice(-7, -1)).toEqual([
    '| variable | what it is | default | must be                    |',
    '| -------- | ---------- | ------- | -------------------------- |',
    '| `A`      | one \\| two | `one`   | `one`, `two`               |',
    '| `B`      | a port     | `5`     | a whole number from 1 to 9 |',
    '| `C`      | an address | –       | text like `^(a\\|b)`        |',
    '| `D`      | a secret   | –       | at least 32 characters     |',
  ]);
});
