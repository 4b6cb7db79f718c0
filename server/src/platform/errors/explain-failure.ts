import { join } from 'node:path';
import type { Config } from '../config/config.js';
import { ConfigError } from '../config/read-variables.js';
import { EmbeddedDatabaseError } from '../database/embedded/index.js';

/** One line for the operator about why the process cannot start. */
export function explainFailure(error: unknown, config: Config): string {
  if (error instanceof ConfigError || error instanceof EmbeddedDatabaseError) return error.message;
  const { code, message, syscall } = error as NodeJS.ErrnoException;
  switch (code) {
    case 'EADDRINUSE':
      return `Port ${config.port} is taken. Stop what uses it, or choose another: PORT=8421 npm start`;
    case 'EACCES':
      if (syscall === 'listen')
        return `Port ${config.port} needs more rights. Choose one above 1023 with PORT.`;
      return `No permission: ${message}`;
    case 'EADDRNOTAVAIL':
      return `HOST=${config.host} is no address of this machine.`;
    case 'ENOSPC':
      return `The disk that holds ${join(config.dataFolder)} is full.`;
    case 'ECONNREFUSED':
    case 'ENOTFOUND':
      return `The database does not answer (${message}). Check DATABASE_URL.`;
    case '28P01':
    case '3D000':
      return `The database refuses the connection: ${message}. Check DATABASE_URL.`;
    case '42P01':
    case '3F000':
      return 'The database has no schema yet. Run the migrations first: npm run migrate';
    default:
      return `Gatehouse cannot start: ${message || String(error)}`;
  }
}
