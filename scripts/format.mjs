import { runCommand } from './command.mjs';
import { runMain } from './console.mjs';
import { installPackages } from './packages.mjs';

/** `npm run format`: formats everything and repairs what the linter can repair safely. */
runMain(async () => {
  await installPackages();
  process.exitCode = (await runCommand(['biome', 'check', '--write', '.'], { show: true })).code;
});
