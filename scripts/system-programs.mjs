import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { runCommand, runQuietly } from './command.mjs';
import { Failure } from './console.mjs';

/** Programs of the system that the tests drive, and the Debian package each one comes in. */
const programs = [
  { names: ['chromium', 'chromium-browser'], package: 'chromium' },
  { names: ['redis-server'], package: 'redis-server' },
  { names: ['nginx'], package: 'nginx-light' },
  { names: ['certutil'], package: 'libnss3-tools' },
  { names: ['pdftoppm'], package: 'poppler-utils' },
];

/** What some tests can do without, which say so when it is absent: a reader of compose files, other browser engines. */
const optional = [
  { names: ['docker-compose'], package: 'docker-compose' },
  { names: ['firefox-esr'], package: 'firefox-esr' },
  { names: ['WebKitWebDriver'], package: 'webkit2gtk-driver' },
  { names: ['xvfb-run'], package: 'xvfb' },
  { names: ['xauth'], package: 'xauth' },
];

/**
 * Makes sure that the programs are there: as root by installing them, otherwise by naming the packages.
 * @throws Failure
 */
export async function ensureSystemPrograms() {
  const missing = programs.filter((program) => !isInstalled(program)).map((program) => program.package);
  const canInstall = process.getuid?.() === 0 && isInstalled({ names: ['apt-get'] });
  if (missing.length > 0 && !canInstall) {
    throw new Failure(`The tests need these system packages, please install them: ${missing.join(' ')}`);
  }
  const wanted = optional.filter((program) => !isInstalled(program)).map((program) => program.package);
  if (missing.length === 0 && (wanted.length === 0 || !canInstall)) return;
  await runQuietly('Reading the list of system packages', ['apt-get', 'update']);
  if (missing.length > 0) await runQuietly(`Installing ${missing.join(' ')}`, install(missing), { env });
  // One at a time: what cannot be had keeps none of the others away.
  for (const name of wanted) await runCommand(install([name]), { env });
}

// Run level 1 keeps Debian from starting the servers as services, which would take their ports.
const env = { DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };

function install(packages) {
  return ['apt-get', 'install', '-y', '--no-install-recommends', ...packages];
}

/** Servers lie in folders that are not in the path of ordinary users. */
function isInstalled({ names }) {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin'];
  return names.some((name) => folders.some((folder) => existsSync(join(folder, name))));
}
