import { type Breach, isGenerated, isTestFile, lineAt, type SourceFile } from './files.js';
import { isCode, walk } from './parse.js';

const FILE_LINES = 400;
const FUNCTION_LINES = 70;
const POSITIONAL_PARAMETERS = 3;

/** Files that a person can hold in the head: at most 400 lines. */
export function fileLengths(files: readonly SourceFile[]): Breach[] {
  const breaches: Breach[] = [];
  for (const file of files) {
    if (isGenerated(file.path) || !(isCode(file.path) || /\.(?:css|html)$/.test(file.path))) continue;
    const lines = file.text.trimEnd().split('\n').length;
    const advice = `split it by what changes together: ${lines} lines, at most ${FILE_LINES}`;
    if (lines > FILE_LINES)
      breaches.push({ path: file.path, line: FILE_LINES + 1, rule: 'file-length', advice });
  }
  return breaches;
}

/** Functions of at most 70 lines that are not blank, called with at most three things in a row. */
export function functionShapes(files: readonly SourceFile[]): Breach[] {
  return files.filter((file) => isCode(file.path)).flatMap(functionsOf);
}

interface FunctionNode {
  readonly start: number;
  readonly end: number;
  readonly params: readonly { readonly type: string; readonly name?: unknown }[];
}

function functionsOf(file: SourceFile): Breach[] {
  const breaches: Breach[] = [];
  const callbacks = new Set<number>();
  const suites = new Set<number>();
  const check = (node: FunctionNode) => {
    const at = { path: file.path, line: lineAt(file.text, node.start) };
    const lines = suites.has(node.start) ? 0 : filledLines(file.text.slice(node.start, node.end));
    const advice = `name its parts and split it: ${lines} lines, at most ${FUNCTION_LINES}`;
    if (lines > FUNCTION_LINES) breaches.push({ ...at, rule: 'function-length', advice });
    if (!callbacks.has(node.start) && positional(node) > POSITIONAL_PARAMETERS)
      breaches.push({ ...at, rule: 'parameters', advice: 'take one object with named properties instead' });
  };
  walk(file, {
    CallExpression(node) {
      // The one who calls a callback decides its parameters.
      for (const argument of node.arguments) callbacks.add(argument.start);
      const isSuite =
        isTestFile(file.path) && /^describe\b/.test(file.text.slice(node.callee.start, node.callee.end));
      for (const argument of isSuite ? node.arguments : []) suites.add(argument.start);
    },
    FunctionDeclaration: check,
    FunctionExpression: check,
    ArrowFunctionExpression: check,
    TSDeclareFunction: check,
  });
  return breaches;
}

function filledLines(text: string): number {
  return text.split('\n').filter((line) => line.trim() !== '').length;
}

function positional(node: FunctionNode): number {
  return node.params.filter((parameter) => parameter.name !== 'this').length;
}
