import { MODULE_ORDER } from './allow-lists.js';
import { type Breach, isTestFile, lineAt, type SourceFile } from './files.js';
import { importsOf, relativeTarget } from './imports.js';
import { isCode } from './parse.js';

type Zone =
  | { readonly kind: 'platform' | 'root' | 'test' }
  | { readonly kind: 'module'; readonly name: string; readonly rank: number; readonly inside: string };

/** The order of the server's modules, and that each is entered through its `index.js` only. */
export function moduleFences(files: readonly SourceFile[]): Breach[] {
  const breaches: Breach[] = [];
  for (const file of files) {
    const from = zoneOf(file.path);
    if (!from || !isCode(file.path) || from.kind === 'test') continue;
    if (from.kind === 'module' && from.rank === -1)
      breaches.push({
        path: file.path,
        line: 1,
        rule: 'module-order',
        advice: 'give the module its place in MODULE_ORDER',
      });
    for (const use of importsOf(file)) {
      const target = use.specifier === undefined ? undefined : relativeTarget(file.path, use.specifier);
      const to = target === undefined ? undefined : zoneOf(target);
      const advice = to && refusal(from, to);
      if (advice)
        breaches.push({ path: file.path, line: lineAt(file.text, use.offset), rule: 'module-fence', advice });
    }
  }
  return breaches;
}

function zoneOf(path: string): Zone | undefined {
  const inside = /^server\/(.*)$/.exec(path)?.[1];
  if (inside === undefined) return undefined;
  if (isTestFile(path) || !inside.startsWith('src/')) return { kind: 'test' };
  const module = /^src\/modules\/([^/]+)\/(.*)$/.exec(inside);
  if (module?.[1] === undefined) return { kind: inside.startsWith('src/platform/') ? 'platform' : 'root' };
  const rank = (MODULE_ORDER as readonly string[]).indexOf(module[1]);
  return { kind: 'module', name: module[1], rank, inside: module[2] ?? '' };
}

function refusal(from: Zone, to: Zone): string | undefined {
  if (to.kind === 'test') return 'move what the product needs out of the test helpers';
  if (from.kind === 'platform' && to.kind !== 'platform')
    return 'keep the platform free of modules: pass in what it needs or publish an event';
  if (from.kind === 'module' && to.kind === 'root')
    return 'take it as a dependency instead of reaching back to the start';
  if (to.kind !== 'module' || (from.kind === 'module' && from.name === to.name)) return undefined;
  if (from.kind === 'root') return entered(to, ['index', 'plugin']);
  if (from.kind === 'module' && from.rank <= to.rank)
    return `${from.name} comes before ${to.name}: publish an event instead of importing it, types included`;
  return entered(to, ['index']);
}

function entered(to: Zone & { kind: 'module' }, doors: readonly string[]): string | undefined {
  if (doors.some((door) => to.inside === `${door}.js` || to.inside === `${door}.ts`)) return undefined;
  return `enter ${to.name} through its ${doors.map((door) => `${door}.js`).join(' or ')}`;
}
