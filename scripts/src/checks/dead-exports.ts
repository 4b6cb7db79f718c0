import { posix } from 'node:path';
import { EXPORT_ENTRY_POINTS } from './allow-lists.js';
import { type Breach, isConfigFile, isTestFile, lineAt, type SourceFile } from './files.js';
import { importsOf, relativeTarget } from './imports.js';
import { packageOf } from './package-fences.js';
import { isCode, walk } from './parse.js';

interface Export {
  readonly name: string;
  readonly offset: number;
  /** Types that the file itself uses describe the shape of another export, so nobody need import them. */
  readonly isType: boolean;
}

/** Exports that no other file takes: the word `export` promises a user, and dead code is read for nothing. */
export function deadExports(files: readonly SourceFile[]): Breach[] {
  const taken = takenNames(files);
  const breaches: Breach[] = [];
  for (const file of files.filter(isWatched)) {
    const names = taken.get(file.path) ?? new Set();
    if (names.has('*')) continue;
    for (const found of exportsOf(file)) {
      if (names.has(found.name) || (found.isType && isUsedInside(file, found.name))) continue;
      const advice = `nothing imports ${found.name}: remove it, or only the word export`;
      breaches.push({ path: file.path, line: lineAt(file.text, found.offset), rule: 'dead-export', advice });
    }
  }
  return breaches;
}

function isWatched(file: SourceFile): boolean {
  if (!/^(?:server|shared|portal|scanner)\/src\//.test(file.path) || !isCode(file.path)) return false;
  if (isTestFile(file.path) || isConfigFile(file.path)) return false;
  return !EXPORT_ENTRY_POINTS.some((pattern) => pattern.test(file.path));
}

/** Path of a file → the names that others take from it; `*` when they take all. */
function takenNames(files: readonly SourceFile[]): Map<string, Set<string>> {
  const resolve = resolver(files);
  const taken = new Map<string, Set<string>>();
  for (const file of files.filter((candidate) => isCode(candidate.path))) {
    for (const use of importsOf(file)) {
      const target = use.specifier === undefined ? undefined : resolve(file.path, use.specifier);
      if (target === undefined || target === file.path) continue;
      const names = taken.get(target) ?? new Set();
      for (const name of use.names === 'all' ? ['*'] : use.names) names.add(name);
      taken.set(target, names);
    }
  }
  return taken;
}

function resolver(files: readonly SourceFile[]): (from: string, specifier: string) => string | undefined {
  const paths = new Set(files.map((file) => file.path));
  const faces = packageFaces(files);
  return (from, specifier) => {
    const target = relativeTarget(from, specifier) ?? faces(specifier);
    return target === undefined ? undefined : candidates(target).find((path) => paths.has(path));
  };
}

function candidates(target: string): string[] {
  const stem = target.replace(/\.jsx?$/, '');
  return [target, `${stem}.ts`, `${stem}.tsx`, `${target}/index.ts`, target.replace(/\.mjs$/, '.mts')];
}

/** How `@gatehouse/shared/ui` and `@gatehouse/server/x.js` become paths, from each package's `exports`. */
function packageFaces(files: readonly SourceFile[]): (specifier: string) => string | undefined {
  const described = files.filter(
    ({ path }) => posix.basename(path) === 'package.json' && packageOf(path) !== undefined,
  );
  const faces = described.flatMap(facesOf);
  return (specifier) => {
    for (const { name, target } of faces) {
      const [start = '', end] = name.split('*');
      if (end === undefined && specifier === name) return target;
      if (end !== undefined && specifier.startsWith(start) && specifier.endsWith(end))
        return target.replace('*', specifier.slice(start.length, specifier.length - end.length));
    }
    return undefined;
  };
}

/** Name and source of one entry of `exports`; a star in both stands for the same text. */
interface Face {
  readonly name: string;
  readonly target: string;
}

function facesOf(file: SourceFile): Face[] {
  const { name, exports }: Described = JSON.parse(file.text);
  const folder = posix.dirname(file.path);
  return Object.entries(exports ?? {}).flatMap(([face, target]) =>
    typeof target === 'object' && target.source
      ? [{ name: posix.join(name, face), target: posix.join(folder, target.source) }]
      : [],
  );
}

interface Described {
  readonly name: string;
  readonly exports?: Readonly<Record<string, string | { readonly source?: string }>>;
}

function exportsOf(file: SourceFile): Export[] {
  const found: Export[] = [];
  walk(file, {
    ExportDefaultDeclaration: (node) =>
      void found.push({ name: 'default', offset: node.start, isType: false }),
    ExportNamedDeclaration(node) {
      for (const part of node.specifiers) {
        const name = 'name' in part.exported ? part.exported.name : part.exported.value;
        found.push({ name, offset: part.start, isType: false });
      }
      const { declaration } = node;
      if (!declaration) return;
      const isType = /^TS(?:Interface|TypeAlias)Declaration$/.test(declaration.type);
      const text = file.text.slice(declaration.start, declaration.end);
      for (const name of declaredNames(declaration, text))
        found.push({ name, offset: declaration.start, isType });
    },
  });
  return found;
}

interface Declaration {
  readonly type: string;
  readonly id?: unknown;
  readonly declarations?: readonly {
    readonly id: { readonly type: string; readonly start: number; readonly end: number };
  }[];
  readonly start: number;
}

function declaredNames(declaration: Declaration, text: string): string[] {
  if (!declaration.declarations) {
    const { id } = declaration;
    return typeof id === 'object' && id !== null && 'name' in id ? [String(id.name)] : [];
  }
  return declaration.declarations.flatMap(({ id }) => {
    const written = text.slice(id.start - declaration.start, id.end - declaration.start);
    if (id.type === 'Identifier') return written.match(/^[\w$]+/) ?? [];
    // In `export const { a, b: c } = …` the names that leave are a and c.
    return [...written.matchAll(/([\w$]+)\s*(?=[,}\]=])/g)].map((match) => match[1] ?? '');
  });
}

function isUsedInside(file: SourceFile, name: string): boolean {
  let uses = 0;
  walk(file, {
    TSTypeReference(node) {
      if (node.typeName.type === 'Identifier' && node.typeName.name === name) uses += 1;
    },
    TSInterfaceHeritage(node) {
      if (node.expression.type === 'Identifier' && node.expression.name === name) uses += 1;
    },
  });
  return uses > 0;
}
