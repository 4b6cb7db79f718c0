import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { builds } from './builds.mjs';
import { runQuietly } from './command.mjs';
import { runMain } from './console.mjs';
import { fingerprint, Stamp } from './fingerprint.mjs';
import { installPackages } from './packages.mjs';
import { precompress } from './precompress.mjs';

const common = ['tsconfig.base.json', 'pnpm-lock.yaml', 'scripts/builds.mjs', 'scripts/precompress.mjs'];

/** Builds whatever changed; `tools: false` leaves out what only developers run. */
export async function buildChanged({ tools }) {
  for (const build of builds) {
    if (!existsSync(build.config) || (build.tool && !tools)) continue;
    const wanted = fingerprint([...common, ...build.sources]);
    const stamp = new Stamp(join('node_modules/.gatehouse', build.name));
    if (stamp.matches(wanted) && existsSync(build.output)) continue;
    stamp.remove();
    await runQuietly(`Building ${build.name}`, build.command, { cwd: build.cwd });
    if (build.served) await precompress(build.output);
    stamp.write(wanted);
  }
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  runMain(async () => {
    await installPackages();
    await buildChanged({ tools: true });
  });
}
