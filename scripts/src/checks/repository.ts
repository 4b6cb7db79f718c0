import { posix } from 'node:path';
import { MACHINE_PATH_FILES, PACKAGE_MAY_IMPORT } from './allow-lists.js';
import { type Breach, lineAt, type SourceFile } from './files.js';

/** Every package that somebody chose is named with its reason; the ones that come along are not. */
export function namedDependencies(files: readonly SourceFile[], decisionsPath: string): Breach[] {
  const decisions = files.find(({ path }) => path === decisionsPath)?.text ?? '';
  const breaches: Breach[] = [];
  for (const file of files) {
    if (posix.basename(file.path) !== 'package.json') continue;
    for (const [name, version] of dependenciesOf(file)) {
      if (version.startsWith('workspace:') || decisions.includes(`\`${name}\``)) continue;
      const line = lineAt(file.text, file.text.indexOf(`"${name}"`));
      const advice = `say in ${decisionsPath}, with \`${name}\` in backticks, why it is here`;
      breaches.push({ path: file.path, line, rule: 'dependency-reason', advice });
    }
  }
  return breaches;
}

/** Exact versions make two installs the same; the lock file alone does not survive an update of one package. */
export function exactVersions(files: readonly SourceFile[]): Breach[] {
  return files
    .filter(({ path }) => posix.basename(path) === 'package.json')
    .flatMap((file) =>
      dependenciesOf(file)
        .filter(([, version]) => !/^(?:workspace:\*|\d+\.\d+\.\d+(?:-[\w.]+)?)$/.test(version))
        .map(([name, version]) => ({
          path: file.path,
          line: lineAt(file.text, file.text.indexOf(`"${name}"`)),
          rule: 'exact-version',
          advice: `write one version instead of ${version}`,
        })),
    );
}

function dependenciesOf(file: SourceFile): [name: string, version: string][] {
  const described: Partial<Record<string, Record<string, string>>> = JSON.parse(file.text);
  const kinds = ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies'];
  return kinds.flatMap((kind) => Object.entries(described[kind] ?? {}));
}

/** A workspace package without a row in the fences would be free to import anything. */
export function knownPackages(files: readonly SourceFile[]): Breach[] {
  return files
    .filter(({ path }) => posix.basename(path) === 'package.json' && path !== 'package.json')
    .filter(({ path }) => !(posix.dirname(path) in PACKAGE_MAY_IMPORT))
    .map(({ path }) => ({
      path,
      line: 1,
      rule: 'package-unknown',
      advice: 'give it a row in PACKAGE_MAY_IMPORT',
    }));
}

/** A lock file with addresses ties everybody to the mirror of whoever wrote it. */
export function lockAddresses(files: readonly SourceFile[]): Breach[] {
  const advice = 'install again with the default registry settings';
  return files
    .filter(({ path }) => /(?:^|\/)(?:pnpm-lock\.yaml|package-lock\.json|\.npmrc)$/.test(path))
    .flatMap((file) => matches(file, /\bhttps?:\/\/\S+|\bregistry\s*=/g).map((line) => ({ line, file })))
    .map(({ line, file }) => ({ path: file.path, line, rule: 'lock-address', advice }));
}

// Nothing in these patterns matches its own source.
const SECRETS = [
  /-----BEGIN [A-Z ]*PRIVATE KEY-----(?:\s|\\n)+[A-Za-z0-9+/=]{40}/g,
  /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g,
  /\b(?:ghp|gho|ghs|ghr)_[A-Za-z0-9]{36}\b|\bgithub_pat_\w{40,}/g,
  /\bglpat-[\w-]{20}\b|\bxox[abprs]-[\w-]{20,}/g,
  /\b[sr]k_live_[A-Za-z0-9]{16,}|\bwhsec_[A-Za-z0-9+/]{32,}/g,
  /\bnpm_[A-Za-z0-9]{36}\b|_authToken\s*=\s*[\w-]{20,}/g,
  /\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{20,}/g,
];
const MACHINE_PATH = /(?<![\w.\-/}>*])\/(?:work|root|home|Users)\/[\w.-]/g;

/** Keys, tokens and folders of the machine that somebody worked on. */
export function secretsAndMachinePaths(files: readonly SourceFile[]): Breach[] {
  const breaches: Breach[] = [];
  for (const file of files) {
    const add = (line: number, rule: string, advice: string) =>
      breaches.push({ path: file.path, line, rule, advice });
    for (const secret of SECRETS)
      for (const line of matches(file, secret))
        add(line, 'secret', 'remove it, and revoke it if it was ever real');
    if (file.path in MACHINE_PATH_FILES) continue;
    for (const line of matches(file, MACHINE_PATH))
      add(line, 'machine-path', 'write the path relative to the repository');
  }
  return breaches;
}

function matches(file: SourceFile, pattern: RegExp): number[] {
  return [...file.text.matchAll(pattern)].map((match) => lineAt(file.text, match.index));
}
