import { posix } from 'node:path';
import type { SourceFile } from './files.js';
import { walk } from './parse.js';

/** One mention of another source file or package, in whatever syntax it is written. */
export interface ImportUse {
  /** Undefined where it is computed at run time. */
  readonly specifier: string | undefined;
  readonly kind: 'static' | 'dynamic' | 'require' | 'type' | 'url';
  /** The exported names it takes; 'all' for namespaces, star exports and dynamic imports. */
  readonly names: readonly string[] | 'all';
  readonly offset: number;
}

const cache = new WeakMap<SourceFile, readonly ImportUse[]>();

export function importsOf(file: SourceFile): readonly ImportUse[] {
  const known = cache.get(file);
  if (known) return known;
  const uses = [...staticImports(file), ...otherImports(file)];
  cache.set(file, uses);
  return uses;
}

function staticImports(file: SourceFile): ImportUse[] {
  const uses: ImportUse[] = [];
  const add = (specifier: string, names: ImportUse['names'], offset: number) =>
    uses.push({ specifier, kind: 'static', names, offset });
  walk(file, {
    ImportDeclaration(node) {
      const names: string[] = [];
      for (const part of node.specifiers) {
        if (part.type === 'ImportNamespaceSpecifier') return void add(node.source.value, 'all', node.start);
        names.push(part.type === 'ImportDefaultSpecifier' ? 'default' : nameOf(part.imported));
      }
      add(node.source.value, names, node.start);
    },
    ExportNamedDeclaration(node) {
      const names = node.specifiers.map((part) => nameOf(part.local));
      if (node.source) add(node.source.value, names, node.start);
    },
    ExportAllDeclaration(node) {
      add(node.source.value, 'all', node.start);
    },
  });
  return uses;
}

function otherImports(file: SourceFile): ImportUse[] {
  const uses: ImportUse[] = [];
  const add = (kind: ImportUse['kind'], node: Text | undefined, offset: number) =>
    uses.push({ specifier: node && literalOf(node), kind, names: 'all', offset });
  walk(file, {
    ImportExpression: (node) => void add('dynamic', node.source, node.start),
    TSImportType: (node) => void add('type', node.source, node.start),
    TSExternalModuleReference: (node) => void add('require', node.expression, node.start),
    CallExpression(node) {
      if (node.callee.type === 'Identifier' && /^(?:require|createRequire)$/.test(node.callee.name))
        add('require', node.callee.name === 'require' ? node.arguments[0] : undefined, node.start);
    },
    NewExpression(node) {
      const specifier = node.arguments[0] && literalOf(node.arguments[0]);
      const isUrl =
        node.callee.type === 'Identifier' && node.callee.name === 'URL' && node.arguments.length === 2;
      if (isUrl && specifier && /^\.{1,2}\/.*\.(?:[cm]?[jt]s|tsx)$/.test(specifier))
        uses.push({ specifier, kind: 'url', names: 'all', offset: node.start });
    },
  });
  return uses;
}

interface Text {
  readonly type: string;
  readonly value?: unknown;
  readonly quasis?: readonly { readonly value: { readonly cooked: string | null } }[];
}

/** The text of a string or of a template without holes. */
function literalOf(node: Text): string | undefined {
  if (node.type === 'Literal' && typeof node.value === 'string') return node.value;
  if (node.type === 'TemplateLiteral' && node.quasis?.length === 1)
    return node.quasis[0]?.value.cooked ?? undefined;
  return undefined;
}

function nameOf(node: { readonly type: string; readonly name?: string; readonly value?: unknown }): string {
  return node.name ?? String(node.value);
}

/** Where a relative import leads, as a path from the repository root; undefined for packages. */
export function relativeTarget(from: string, specifier: string): string | undefined {
  return /^\.{1,2}(?:\/|$)/.test(specifier) ? posix.join(posix.dirname(from), specifier) : undefined;
}
