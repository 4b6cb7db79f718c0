import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildChanged } from './build.mjs';
import { releaseSignals } from './command.mjs';
import { runMain } from './console.mjs';
import { installPackages } from './packages.mjs';

/**
 * `npm start`: installs and builds what changed, then becomes the server. The server runs in this very process, so
 * signals, arguments (`--lan`) and the exit code need no forwarding.
 */
runMain(async () => {
  await installPackages();
  await buildChanged({ tools: false });
  // A terminal is for people: the addresses stay in sight, the log goes beside the data.
  process.env.LOG_FILE ??= join(process.env.GATEHOUSE_DATA ?? '.data', 'gatehouse.log');
  releaseSignals();
  await import(pathToFileURL('server/dist/main.js').href);
});
