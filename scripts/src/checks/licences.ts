import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { LICENCES, LICENCES_BY_HAND, ONE_PLATFORM_PACKAGES } from './allow-lists.js';
import type { Breach } from './files.js';

export interface InstalledPackage {
  readonly name: string;
  readonly version: string;
  /** The licence as an SPDX expression where the author wrote one; empty where there is none. */
  readonly licence: string;
}

/** Every package that pnpm has put beside this repository, of every depth and for development too. */
export function installedPackages(root: string): InstalledPackage[] {
  const store = join(root, 'node_modules/.pnpm');
  const found: InstalledPackage[] = [];
  for (const entry of readdirSync(store, { withFileTypes: true })) {
    const folder = join(store, entry.name, 'node_modules');
    if (!entry.isDirectory() || !entry.name.includes('@')) continue;
    for (const name of packageNames(folder)) found.push(readPackage(join(folder, name)));
  }
  return found;
}

/** The real folders; the dependencies beside them are links to other entries of the store. */
function packageNames(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (!entry.isDirectory()) return [];
    if (!entry.name.startsWith('@')) return entry.name.startsWith('.') ? [] : [entry.name];
    const scoped = readdirSync(join(folder, entry.name), { withFileTypes: true });
    return scoped.filter((inner) => inner.isDirectory()).map((inner) => `${entry.name}/${inner.name}`);
  });
}

function readPackage(folder: string): InstalledPackage {
  const described: Described = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const { license, licenses = [] } = described;
  const single = typeof license === 'object' ? license.type : license;
  const licence = single ?? licenses.map((one) => (typeof one === 'object' ? one.type : one)).join(' OR ');
  return { name: described.name, version: described.version, licence };
}

type Licence = string | { readonly type: string };
interface Described {
  readonly name: string;
  readonly version: string;
  readonly license?: Licence;
  readonly licenses?: readonly Licence[];
}

/** Nothing is installed under terms that we could not pass on. */
export function licenceBreaches(packages: readonly InstalledPackage[]): Breach[] {
  const breaches: Breach[] = [];
  for (const { name, version, licence } of packages) {
    const byHand = LICENCES_BY_HAND[name];
    if (byHand ? byHand.says === licence : isAllowed(licence)) continue;
    const advice = `${name} ${version} says "${licence}": replace it, or enter it in LICENCES_BY_HAND with a reason`;
    breaches.push({ path: 'pnpm-lock.yaml', line: 1, rule: 'licence', advice });
  }
  return breaches;
}

/** Whether an SPDX expression leaves a choice of allowed licences; OR needs one of them, AND needs both. */
export function isAllowed(expression: string): boolean {
  const words = expression.match(/[()]|[^\s()]+/g) ?? [];
  let at = 0;
  const next = () => words[at++];
  const one = (): boolean => {
    if (words[at] !== '(') return LICENCES.has(next() ?? '');
    at += 1;
    const inside = either();
    return next() === ')' && inside;
  };
  const both = (): boolean => {
    let allowed = one();
    while (words[at] === 'AND') {
      at += 1;
      allowed = one() && allowed;
    }
    return allowed;
  };
  const either = (): boolean => {
    let allowed = both();
    while (words[at] === 'OR') {
      at += 1;
      allowed = both() || allowed;
    }
    return allowed;
  };
  const allowed = either();
  return allowed && at === words.length;
}

const PLATFORM =
  /[-/](?:aix|android|darwin|freebsd|linux|netbsd|openbsd|openharmony|sunos|wasm32|win32|windows).*$/;

/** Packages for other platforms are not here to be read; a sibling that is here stands for its family. */
export function unseenPackages(lockFile: string, installed: readonly InstalledPackage[]): Breach[] {
  const lock: { packages: Record<string, unknown> } = parse(lockFile);
  const here = new Set(installed.map(({ name }) => name));
  const families = new Set(
    installed.filter(({ name }) => PLATFORM.test(name)).map(({ name }) => familyOf(name)),
  );
  const breaches: Breach[] = [];
  for (const key of Object.keys(lock.packages)) {
    const name = key.slice(0, key.lastIndexOf('@'));
    if (here.has(name) || families.has(familyOf(name)) || name in ONE_PLATFORM_PACKAGES) continue;
    const advice = `${name} is not installed and has no sibling here: read its licence and enter it in ONE_PLATFORM_PACKAGES`;
    breaches.push({ path: 'pnpm-lock.yaml', line: 1, rule: 'licence-unseen', advice });
  }
  return breaches;
}

function familyOf(name: string): string {
  return name.replace(PLATFORM, '');
}
