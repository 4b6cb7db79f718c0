import { readConfig } from './platform/config/config.js';
import { createLogger, logDestination } from './platform/http/logger.js';
import { runUntilStopped } from './run.js';

const config = readConfigOrExit();
const log = createLogger(config.logLevel, logDestination(config.logFile));
await runUntilStopped({ config, log, lan: process.argv.includes('--lan') });

function readConfigOrExit() {
  try {
    return readConfig({ ...process.env });
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  }
}
