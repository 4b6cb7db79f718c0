import { expect, it } from 'vitest';
import { docsTruth } from './docs-truth.js';
import { briefly, source } from './fixture.js';

const repository = [
  source('package.json', '{"scripts":{"start":"x","bench":"x"}}'),
  source('server/src/main.ts', ''),
  source('docs/GUIDE.md', ''),
];

function check(text: string, path = 'docs/NOTE.md'): string[] {
  return briefly(docsTruth([...repository, source(path, text)]));
}

it.each([
  ['[guide](GONE.md)', 'dead-link'],
  ['[guide](../docs/GONE.md#top)', 'dead-link'],
  ['<img src="pictures/gone.png">', 'dead-link'],
  ['see `server/src/gone.ts`', 'dead-path'],
  ['see `server/gone/`', 'dead-path'],
  ['see `deploy/nginx`', 'dead-path'],
  ['see `gone.yml`', 'dead-path'],
  ['```\nnpm run gone\n```', 'dead-command'],
  ['run `npm test`', 'dead-command'],
])('refuses %j', (text, rule) => {
  expect(check(`first\n${text}`)).toEqual([`docs/NOTE.md:${text.startsWith('```') ? 3 : 2} ${rule}`]);
});

it.each([
  ['[guide](GUIDE.md), [top](#top), [web](https://a.invalid/b), [mail](mailto:a@b.invalid)'],
  ['[main](../server/src/main.ts) [folder](../server/)'],
  ['`server/src/main.ts`, `server/src/main.ts:12`, `server/src/`, `main.ts`, `server/src/modules/<name>/`'],
  ['`server/dist/main.js`, `application/json`, `platform/tenancy`, `a.b`, `checkin.scan`'],
  ['`npm start -- --lan`, npm run bench, npm install, npm ci'],
  ['```\n[not a link](gone.md) `gone.yml`\n```'],
])('allows %j', (text) => {
  expect(check(text)).toEqual([]);
});

it('reads the README and the documents, and nothing else', () => {
  expect(check('[x](gone.md)', 'README.md')).toEqual(['README.md:1 dead-link']);
  expect(check('[x](gone.md)', 'server/NOTES.md')).toEqual([]);
});
