import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { buildChanged } from './build.mjs';
import { releaseSignals } from './command.mjs';
import { Failure, runMain } from './console.mjs';
import { installPackages } from './packages.mjs';

/** `node scripts/run.mjs <package> <entry> […]`: installs and builds, then runs `<package>/dist/<entry>.js`. */
runMain(async () => {
  const [folder, entry] = process.argv.splice(2, 2);
  await installPackages();
  await buildChanged({ tools: true });
  const path = `${folder}/dist/${entry}.js`;
  if (!existsSync(path)) throw new Failure(`There is no ${entry} in ${folder}: ${path} was not built.`);
  releaseSignals();
  await import(pathToFileURL(path).href);
});
