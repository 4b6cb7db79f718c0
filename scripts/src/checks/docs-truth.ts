import { posix } from 'node:path';
import { type Breach, lineAt, type SourceFile } from './files.js';

const DOCUMENT = /^(?:README\.md|docs\/[^/]+\.md)$/;
const TOP_FOLDER =
  /^(?:\.ci|bench|deploy|docs|e2e|migrations|play|portal|scanner|scripts|server|shared|sim)\/[\w@.\-/]*$/;
const BARE_FILE = /^[\w-]+(?:\.[\w-]+)*\.(?:cjs|conf|css|html|json|md|mjs|sh|tsx?|ya?ml)$/;
/** Folders that a run makes, which documents may name. */
const MADE = /(?:^|\/)(?:dist|node_modules|generated|\.data)(?:\/|$)/;
const LIFECYCLE_SCRIPTS = new Set(['start', 'test', 'stop', 'restart']);

/** What the documents name is there: files, folders and commands. */
export function docsTruth(files: readonly SourceFile[]): Breach[] {
  const tree = treeOf(files);
  const commands = scriptsOf(files);
  return files
    .filter(({ path }) => DOCUMENT.test(path))
    .flatMap((file) => [...deadLinks(file, tree), ...deadPaths(file, tree), ...deadCommands(file, commands)]);
}

interface Tree {
  /** Files and folders, from the root. */
  readonly paths: ReadonlySet<string>;
  readonly names: ReadonlySet<string>;
}

function treeOf(files: readonly SourceFile[]): Tree {
  const paths = new Set<string>(['.']);
  for (const { path } of files) for (let at = path; at !== '.'; at = posix.dirname(at)) paths.add(at);
  return { paths, names: new Set(files.map(({ path }) => posix.basename(path))) };
}

function scriptsOf(files: readonly SourceFile[]): ReadonlySet<string> {
  const root = files.find(({ path }) => path === 'package.json');
  const described: { scripts?: Record<string, string> } = JSON.parse(root?.text ?? '{}');
  return new Set(Object.keys(described.scripts ?? {}));
}

function deadLinks(file: SourceFile, tree: Tree): Breach[] {
  const prose = withoutCode(file.text);
  return [...prose.matchAll(/\]\(([^)\s]+)[^)]*\)|\b(?:src|href)="([^"]+)"/g)].flatMap((match) => {
    const target = (match[1] ?? match[2] ?? '').replace(/[#?].*$/, '');
    if (target === '' || /^(?:[a-z]+:|\/\/)/.test(target)) return [];
    const path = posix.join(posix.dirname(file.path), decodeURIComponent(target)).replace(/\/$/, '');
    const advice = `correct the link: ${path} does not exist`;
    return tree.paths.has(path) ? [] : [at(file, match.index, { rule: 'dead-link', advice })];
  });
}

function deadPaths(file: SourceFile, tree: Tree): Breach[] {
  return [...withoutBlocks(file.text).matchAll(/`([^`\n]+)`/g)].flatMap((match) => {
    const path = (match[1] ?? '').replace(/(?::\d+|\/)$/, '');
    const isThere =
      TOP_FOLDER.test(`${path}/`) && path.includes('/') ? tree.paths.has(path) : nameIsThere(path, tree);
    const advice = `correct the text: ${path} does not exist`;
    return isThere || MADE.test(path) ? [] : [at(file, match.index, { rule: 'dead-path', advice })];
  });
}

/** A file name alone may stand for the files of that name in many folders. */
function nameIsThere(name: string, tree: Tree): boolean {
  return !BARE_FILE.test(name) || tree.names.has(name);
}

function deadCommands(file: SourceFile, commands: ReadonlySet<string>): Breach[] {
  return [...file.text.matchAll(/\bnpm (?:(run(?:-script)?) )?([a-z][\w:-]*)/g)].flatMap((match) => {
    const name = match[2] ?? '';
    const isScript = match[1] !== undefined || LIFECYCLE_SCRIPTS.has(name);
    const advice = `package.json has no script ${name}`;
    return !isScript || commands.has(name) ? [] : [at(file, match.index, { rule: 'dead-command', advice })];
  });
}

/** Blanks out fenced blocks and keeps the line numbers. */
function withoutBlocks(text: string): string {
  return text.replace(/^```[\s\S]*?^```/gm, blank);
}

function withoutCode(text: string): string {
  return withoutBlocks(text).replace(/`[^`\n]*`/g, blank);
}

function blank(text: string): string {
  return text.replace(/[^\n]/g, ' ');
}

function at(file: SourceFile, offset: number, what: Pick<Breach, 'rule' | 'advice'>): Breach {
  return { path: file.path, line: lineAt(file.text, offset), ...what };
}
