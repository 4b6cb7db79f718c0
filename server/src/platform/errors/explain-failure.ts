import { ConfigError } from '../config/read-variables.js';
import { EmbeddedDatabaseError } from '../database/embedded/index.js';

/** What Node adds to an error of the system. */
type SystemError = NodeJS.ErrnoException & { readonly port?: number; readonly address?: string };

/** One line for the operator about why the process cannot start. */
export function explainFailure(error: unknown): string {
  if (error instanceof ConfigError || error instanceof EmbeddedDatabaseError) return error.message;
  const { code, message, syscall, port, address, path } = error as SystemError;
  switch (code) {
    case 'EADDRINUSE':
      return `Port ${port} is taken. Stop what uses it, or choose another: PORT=8430 npm start`;
    case 'EACCES':
    case 'EPERM':
      if (syscall === 'listen') return `Port ${port} needs more rights. Choose one above 1023 with PORT.`;
      return `No permission to write to ${path ?? message}. GATEHOUSE_DATA names the data folder.`;
    case 'EADDRNOTAVAIL':
      return `HOST=${address} is no address of this machine.`;
    case 'ENOSPC':
      return `The disk that holds ${path ?? 'the data folder'} is full.`;
    case 'EEXIST':
    case 'ENOTDIR':
    case 'EROFS':
      return `${path ?? message} cannot be used as a folder. GATEHOUSE_DATA names the data folder.`;
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
