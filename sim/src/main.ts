import { runSim } from './cli.js';

process.exitCode = await runSim(process.argv.slice(2), (line) => process.stdout.write(`${line}\n`));
