import { readConfig } from './platform/config/config.js';
import { explainFailure } from './platform/errors/explain-failure.js';
import { createLogger, logDestination } from './platform/http/logger.js';
import { runUntilStopped } from './run.js';

const config = orExit(() => readConfig({ ...process.env }));
const log = orExit(() => createLogger(config.logLevel, logDestination(config.logFile)));
await runUntilStopped({ config, log, lan: process.argv.includes('--lan') });

/** Whatever is wrong with the settings or the place of the log is one line, not a stack. */
function orExit<T>(prepare: () => T): T {
  try {
    return prepare();
  } catch (error) {
    process.stderr.write(`${explainFailure(error)}\n`);
    process.exit(1);
  }
}
