import { DYNAMIC_KEY_PREFIXES } from './allow-lists.js';
import { type Breach, isTestFile, lineAt, type SourceFile } from './files.js';
import { stringsIn } from './literal-text.js';
import { isCode, walk } from './parse.js';

const CATALOGUES = 'shared/src/i18n/catalogues/';
const SPEAKERS = /^(?:portal|scanner|shared|server)\/src\//;
const PLURAL_FORMS = new Set(['zero', 'one', 'two', 'few', 'many', 'other']);

export interface KeyCheck {
  readonly files: readonly SourceFile[];
  /** Every key of the English catalogue, written with dots. */
  readonly keys: readonly string[];
  readonly prefixes?: readonly string[];
}

/** Every key that is asked for exists, and every key that exists is asked for. */
export function catalogueKeys({ files, keys, prefixes = DYNAMIC_KEY_PREFIXES }: KeyCheck): Breach[] {
  const speakers = files.filter(
    ({ path }) => SPEAKERS.test(path) && isCode(path) && !isTestFile(path) && !path.startsWith(CATALOGUES),
  );
  const known = new Set(keys);
  const breaches = speakers.flatMap((file) => wrongCalls(file, known, prefixes));
  const mentioned = new Set(speakers.flatMap(allStrings));
  const unused = keys.filter(
    (key) => !mentioned.has(key) && !prefixes.some((prefix) => key.startsWith(prefix)),
  );
  return [...breaches, ...unused.map((key) => unusedKey(key, files))];
}

function unusedKey(key: string, files: readonly SourceFile[]): Breach {
  const [area = ''] = key.split('.', 1);
  const path = `${CATALOGUES}en/${area}.ts`;
  const text = files.find((file) => file.path === path)?.text ?? '';
  const name = key.slice(area.length + 1);
  const offset = Math.max(text.indexOf(`'${name}':`), text.indexOf(` ${name}:`), 0);
  return {
    path,
    line: lineAt(text, offset),
    rule: 'unused-key',
    advice: `remove ${key} from all six catalogues`,
  };
}

function wrongCalls(file: SourceFile, known: ReadonlySet<string>, prefixes: readonly string[]): Breach[] {
  const breaches: Breach[] = [];
  const add = (rule: string, offset: number, advice: string) =>
    breaches.push({ path: file.path, line: lineAt(file.text, offset), rule, advice });
  walk(file, {
    CallExpression(node) {
      const [key] = node.arguments;
      const callee = node.callee.type === 'MemberExpression' ? node.callee.property : node.callee;
      if (callee.type !== 'Identifier' || callee.name !== 't' || !key) return;
      if (key.type === 'TemplateLiteral' && key.quasis.length > 1) {
        const prefix = key.quasis[0]?.value.cooked ?? '';
        if (!prefixes.includes(prefix))
          add('dynamic-key', key.start, `declare "${prefix}" in DYNAMIC_KEY_PREFIXES`);
        return;
      }
      for (const [text, offset] of stringsIn(key))
        if (!known.has(text)) add('missing-key', offset, `add ${text} to the catalogues or correct the call`);
    },
  });
  return breaches;
}

/** A key may also reach t() through a constant, so any string that equals a key counts as its use. */
function allStrings(file: SourceFile): string[] {
  const texts: string[] = [];
  walk(file, {
    Literal(node) {
      if (typeof node.value === 'string') texts.push(node.value);
    },
    TemplateLiteral(node) {
      if (node.quasis.length === 1) texts.push(node.quasis[0]?.value.cooked ?? '');
    },
  });
  return texts;
}

/** The keys of nested messages, written with dots; an object of plural forms is one message. */
export function flatKeys(messages: object, prefix = ''): string[] {
  return Object.entries(messages).flatMap(([name, value]: [string, unknown]) => {
    const key = `${prefix}${name}`;
    return typeof value === 'object' && value !== null && !isPlural(value)
      ? flatKeys(value, `${key}.`)
      : [key];
  });
}

function isPlural(value: object): boolean {
  const forms = Object.entries(value);
  return (
    'other' in value && forms.every(([name, text]) => PLURAL_FORMS.has(name) && typeof text === 'string')
  );
}
