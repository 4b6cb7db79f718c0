import { isBuiltin } from 'node:module';
import { COMPUTED_IMPORTS, PACKAGE_MAY_IMPORT, PURE_PACKAGES, SHARED_WEB_FOLDERS } from './allow-lists.js';
import { type Breach, isConfigFile, isTestFile, lineAt, type SourceFile } from './files.js';
import { type ImportUse, importsOf, relativeTarget } from './imports.js';
import { isCode } from './parse.js';

const PACKAGES = Object.keys(PACKAGE_MAY_IMPORT).sort((a, b) => b.length - a.length);
const WEB_PACKAGES = new Set(['portal', 'scanner']);
const FENCED_PACKAGES = new Set(['shared', 'migrations', 'server', 'portal', 'scanner']);

/** Which package may import which, and what code for browsers and for every runtime stays away from. */
export function packageFences(files: readonly SourceFile[]): Breach[] {
  const breaches: Breach[] = [];
  for (const file of files) {
    const owner = packageOf(file.path);
    if (!isCode(file.path) || owner === undefined) continue;
    for (const use of importsOf(file)) {
      const found = refusal({ path: file.path, owner }, use);
      if (found) breaches.push({ path: file.path, line: lineAt(file.text, use.offset), ...found });
    }
  }
  return breaches;
}

export function packageOf(path: string): string | undefined {
  return PACKAGES.find((folder) => path.startsWith(`${folder}/`));
}

type Refusal = Pick<Breach, 'rule' | 'advice'>;
interface Place {
  readonly path: string;
  readonly owner: string;
}

function refusal(place: Place, use: ImportUse): Refusal | undefined {
  const isProduct = FENCED_PACKAGES.has(place.owner) && !isTestFile(place.path) && !isConfigFile(place.path);
  const isComputed = use.specifier === undefined || use.kind === 'require';
  if (isProduct && isComputed && !(place.path in COMPUTED_IMPORTS))
    return {
      rule: 'import-literal',
      advice: 'import a literal name with import, so that the fences can see it',
    };
  if (use.specifier === undefined) return undefined;
  const target = relativeTarget(place.path, use.specifier);
  if (target !== undefined) return relativeRefusal(place, target, isProduct);
  return (
    ourPackageRefusal(place, use.specifier) ?? (isProduct ? runtimeRefusal(place, use.specifier) : undefined)
  );
}

function relativeRefusal(place: Place, target: string, isProduct: boolean): Refusal | undefined {
  if (packageOf(`${target}/`) !== place.owner)
    return { rule: 'package-fence', advice: 'import another package by its name, not by a path' };
  const isWeb = SHARED_WEB_FOLDERS.some((folder) => target.startsWith(`shared/src/${folder}/`));
  if (isProduct && isPureShared(place.path) && isWeb)
    return { rule: 'pure-shared', advice: 'pure code serves every runtime: keep ui and api out of it' };
  return undefined;
}

function ourPackageRefusal(place: Place, specifier: string): Refusal | undefined {
  const name = /^@gatehouse\/[^/]+/.exec(specifier)?.[0];
  if (name === undefined || PACKAGE_MAY_IMPORT[place.owner]?.includes(name)) return undefined;
  return { rule: 'package-fence', advice: `${place.owner} must not import ${name}` };
}

function runtimeRefusal(place: Place, specifier: string): Refusal | undefined {
  const face = /^@gatehouse\/shared\/([^/]+)/.exec(specifier)?.[1] ?? '';
  if (isPureShared(place.path) && (SHARED_WEB_FOLDERS as readonly string[]).includes(face))
    return { rule: 'pure-shared', advice: 'pure code serves every runtime: keep ui and api out of it' };
  if (specifier.startsWith('@gatehouse/')) return undefined;
  if (place.owner === 'migrations' && !/^kysely(?:\/|$)/.test(specifier))
    return {
      rule: 'migrations-only-kysely',
      advice: 'a migration must mean the same for ever: use kysely and SQL only',
    };
  if (isPureShared(place.path) && (isBuiltin(specifier) || !PURE_PACKAGES.test(specifier)))
    return { rule: 'pure-shared', advice: 'pure code imports nothing outside PURE_PACKAGES: pass it in' };
  if (isBuiltin(specifier) && (WEB_PACKAGES.has(place.owner) || place.owner === 'shared'))
    return { rule: 'web-runtime', advice: 'browsers have no Node modules' };
  if (/^server\/src\/modules\/[^/]+\/routes\//.test(place.path) && /^(?:kysely|pg)(?:\/|$)/.test(specifier))
    return { rule: 'routes-no-sql', advice: 'move the statement into queries.ts or a command' };
  return undefined;
}

function isPureShared(path: string): boolean {
  const isWeb = SHARED_WEB_FOLDERS.some((folder) => path.startsWith(`shared/src/${folder}/`));
  return path.startsWith('shared/src/') && !isWeb;
}
