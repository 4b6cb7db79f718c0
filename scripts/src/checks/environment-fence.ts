import { type Breach, isConfigFile, isTestFile, lineAt, type SourceFile } from './files.js';
import { isCode, walk } from './parse.js';

/** `process.env` is read where a process starts and nowhere else; everything further in is handed a Config. */
export function environmentFence(files: readonly SourceFile[]): Breach[] {
  const breaches: Breach[] = [];
  for (const file of files) {
    if (!isCode(file.path) || mayRead(file.path)) continue;
    const found = (offset: number) =>
      breaches.push({
        path: file.path,
        line: lineAt(file.text, offset),
        rule: 'process-env',
        advice: 'take the setting from the Config that main.ts reads',
      });
    walk(file, {
      MemberExpression(node) {
        const isProcess = nameOf(node.object) === 'process';
        if (isProcess && nameOf(node) === 'env') found(node.start);
      },
      VariableDeclarator(node) {
        const takesEnv =
          node.id.type === 'ObjectPattern' &&
          node.id.properties.some((part) => part.type === 'Property' && nameOf(part.key) === 'env');
        if (takesEnv && node.init && nameOf(node.init) === 'process') found(node.start);
      },
      ImportDeclaration(node) {
        const isEnv = node.specifiers.some(
          (part) => part.type === 'ImportSpecifier' && nameOf(part.imported) === 'env',
        );
        if (isEnv && /^(?:node:)?process$/.test(node.source.value)) found(node.start);
      },
    });
  }
  return breaches;
}

function mayRead(path: string): boolean {
  if (isTestFile(path) || isConfigFile(path) || /^(?:scripts|bench)\//.test(path)) return true;
  if (path === 'play/src/main.ts') return true;
  // The files at the top of the server are the processes and commands; app.ts is neither.
  return /^server\/src\/[^/]+\.ts$/.test(path) && path !== 'server/src/app.ts';
}

interface Named {
  readonly type: string;
  readonly name?: unknown;
  readonly value?: unknown;
  readonly property?: Named;
}

/** The last name of `a`, `b.a`, `b['a']` and `'a'`. */
function nameOf(node: Named): unknown {
  if (node.type === 'MemberExpression' && node.property) return nameOf(node.property);
  return node.type === 'Literal' ? node.value : node.name;
}
