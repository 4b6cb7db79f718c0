import './node-version.mjs';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { runQuietly } from './command.mjs';
import { fingerprint, Stamp } from './fingerprint.mjs';

const pnpm = 'pnpm@12.21.0';

/** Installs the packages when the lock file or a package.json has changed since the last complete installation. */
export async function installPackages() {
  const manifests = readdirSync('.', { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.') && entry.name !== 'node_modules')
    .map((entry) => join(entry.name, 'package.json'));
  const wanted = fingerprint([
    'pnpm-lock.yaml',
    'pnpm-workspace.yaml',
    'package.json',
    'scripts/sdk/package.json',
    ...manifests,
  ]);
  const stamp = new Stamp('node_modules/.gatehouse/packages');
  if (stamp.matches(wanted)) return;
  stamp.remove();
  // CI makes pnpm replace a folder of another layout without asking.
  await runQuietly('Installing packages', ['npx', '-y', pnpm, 'install', '--frozen-lockfile'], {
    env: { CI: 'true' },
  });
  stamp.write(wanted);
}
