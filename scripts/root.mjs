import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of this clone. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)));

// Data, configuration and packages are found from here, wherever the command was typed.
process.chdir(root);
