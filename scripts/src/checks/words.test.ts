import { describe, expect, it } from 'vitest';
import { catalogueKeys, flatKeys } from './catalogue-keys.js';
import { briefly, source } from './fixture.js';
import { literalText } from './literal-text.js';

const path = 'portal/src/page.tsx';

describe('literal text', () => {
  const check = (text: string, at = path) => briefly(literalText([source(at, `const a = ${text};`)]));

  it.each([
    ['<p>Hello</p>'],
    ['<p>{"Hello"}</p>'],
    [`<p>{\`\${n} tickets\`}</p>`],
    ['<p>{open ? "Open" : t("state.shut")}</p>'],
    ['<>{name || "Nobody"}</>'],
    ['<img alt="A picture" />'],
    ['<input placeholder={"Name"} />'],
    ['<Field label="Name" />'],
    [`<button aria-label={\`Close \${name}\`} />`],
    ['<p>مرحبا</p>'],
  ])('refuses %s', (text) => {
    expect(check(text)).toEqual([`${path}:1 literal-text`]);
    expect(check(text, 'shared/src/ui/page.tsx')).toHaveLength(1);
    expect(check(text, 'scanner/src/page.tsx')).toHaveLength(1);
  });

  it.each([
    ['<p class="text-lg" id="a">{t("a.b")} · 12:30 –</p>'],
    ['<p title={t("a.b")}>{name}</p>'],
    ['<p>{state === "open" && <b>{t("a.b")}</b>}</p>'],
    ['<h1>Gatehouse</h1>'],
  ])('allows %s', (text) => {
    expect(check(text)).toEqual([]);
  });

  it('names the line of the words, and leaves tests and the showcase alone', () => {
    expect(check('<p>\n  Hello\n</p>')).toEqual([`${path}:2 literal-text`]);
    expect(check('<p>Hello</p>', 'portal/src/page.test.tsx')).toEqual([]);
    expect(check('<p>Hello</p>', 'shared/src/ui/showcase/buttons.tsx')).toEqual([]);
  });
});

describe('catalogue keys', () => {
  const check = (text: string, keys: string[], prefixes: string[] = []) =>
    briefly(catalogueKeys({ files: [source(path, text)], keys, prefixes }));

  it('refuses a key that the catalogue does not have', () => {
    expect(check("t('a.b'); t('a.c', { n: 1 });", ['a.b'])).toEqual([`${path}:1 missing-key`]);
    expect(check("i18n.t(open ? 'a.b' : 'a.c');", ['a.b'])).toEqual([`${path}:1 missing-key`]);
  });

  it('refuses a key that nobody uses', () => {
    expect(check("t('a.b');", ['a.b', 'a.c'])).toEqual(['shared/src/i18n/catalogues/en/a.ts:1 unused-key']);
    const english = source('shared/src/i18n/catalogues/en/a.ts', "const a = {\n  b: 'x',\n  'c.d': 'y',\n};");
    const found = briefly(catalogueKeys({ files: [english], keys: ['a.b', 'a.c.d'] }));
    expect(found).toEqual([`${english.path}:2 unused-key`, `${english.path}:3 unused-key`]);
    const catalogue = source('shared/src/i18n/catalogues/de/a.ts', "const x = 'a.b';");
    expect(catalogueKeys({ files: [catalogue], keys: ['a.b'] })).toHaveLength(1);
  });

  it('refuses a computed key whose prefix is not declared', () => {
    expect(check(`t(\`errors.\${code}\`);`, ['errors.x'], ['errors.'])).toEqual([]);
    expect(check(`t(\`errors.\${code}\`);`, [], [])).toEqual([`${path}:1 dynamic-key`]);
  });

  it('counts a key that reaches t() through a constant', () => {
    expect(check("const labels = { open: 'state.open' }; t(labels[state]);", ['state.open'])).toEqual([]);
  });

  it('flattens messages and keeps plural forms together', () => {
    const messages = { a: { b: 'x', 'c.d': { one: '1', other: '2' }, other: 'x' }, e: { other: { f: 'x' } } };
    expect(flatKeys(messages)).toEqual(['a.b', 'a.c.d', 'a.other', 'e.other.f']);
  });
});
