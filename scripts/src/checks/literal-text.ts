import { LITERAL_TEXT_FILES, LITERAL_TEXTS } from './allow-lists.js';
import { type Breach, isTestFile, lineAt, type SourceFile } from './files.js';
import { isCode, walk } from './parse.js';

const READ_ALOUD =
  /^(?:title|alt|label|placeholder|aria-(?:label|description|roledescription|valuetext|placeholder))$/;
const SCREENS = /^(?:portal\/src|scanner\/src|shared\/src\/ui)\//;

/** Words on a screen come from the catalogue, or five of six languages miss them. */
export function literalText(files: readonly SourceFile[]): Breach[] {
  const screens = files.filter(({ path }) => SCREENS.test(path) && isCode(path) && !isTestFile(path));
  return screens
    .filter(({ path }) => !LITERAL_TEXT_FILES.some((pattern) => pattern.test(path)))
    .flatMap(textsOf);
}

function textsOf(file: SourceFile): Breach[] {
  const breaches: Breach[] = [];
  const check = (text: string, offset: number) => {
    if (!/\p{L}/u.test(text) || LITERAL_TEXTS.has(text.trim())) return;
    const advice = `put "${text.trim()}" into the catalogue and call t()`;
    const start = offset + (text.length - text.trimStart().length);
    breaches.push({ path: file.path, line: lineAt(file.text, start), rule: 'literal-text', advice });
  };
  walk(file, {
    JSXText: (node) => check(node.value, node.start),
    JSXAttribute(node) {
      const name = node.name.type === 'JSXIdentifier' ? node.name.name : '';
      if (!READ_ALOUD.test(name) || !node.value) return;
      for (const [text, offset] of stringsIn(node.value)) check(text, offset);
    },
    JSXElement(node) {
      for (const child of node.children)
        if (child.type === 'JSXExpressionContainer')
          for (const [text, offset] of stringsIn(child)) check(text, offset);
    },
    JSXFragment(node) {
      for (const child of node.children)
        if (child.type === 'JSXExpressionContainer')
          for (const [text, offset] of stringsIn(child)) check(text, offset);
    },
  });
  return breaches;
}

interface Expression {
  readonly type: string;
  readonly start: number;
  readonly value?: unknown;
  readonly expression?: unknown;
  readonly quasis?: readonly { readonly value: { readonly cooked: string | null }; readonly start: number }[];
  readonly consequent?: unknown;
  readonly alternate?: unknown;
  readonly left?: unknown;
  readonly right?: unknown;
  readonly operator?: unknown;
}

/** The strings that an expression may put on the screen as they stand, with their positions. */
export function stringsIn(node: Expression): [text: string, offset: number][] {
  if (node.type === 'Literal') return typeof node.value === 'string' ? [[node.value, node.start]] : [];
  if (node.type === 'TemplateLiteral')
    return (node.quasis ?? []).map((part) => [part.value.cooked ?? '', part.start]);
  return branchesOf(node).flatMap((branch) => (isExpression(branch) ? stringsIn(branch) : []));
}

function branchesOf(node: Expression): unknown[] {
  if (/^(?:JSXExpressionContainer|ParenthesizedExpression|TSAsExpression)$/.test(node.type))
    return [node.expression];
  if (node.type === 'ConditionalExpression') return [node.consequent, node.alternate];
  if (node.type === 'LogicalExpression')
    return node.operator === '&&' ? [node.right] : [node.left, node.right];
  if (node.type === 'BinaryExpression' && node.operator === '+') return [node.left, node.right];
  return [];
}

function isExpression(value: unknown): value is Expression {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value;
}
