/** Why the embedded database cannot run. Its message is one line for the operator; no stack is needed. */
export class EmbeddedDatabaseError extends Error {
  override readonly name = 'EmbeddedDatabaseError';
}

/** Known reasons, in the words of PostgreSQL, the dynamic loader and Node, most telling first. */
const knownReasons: readonly [RegExp, (folder: string) => string][] = [
  [
    /No space left on device|Disk quota exceeded|ENOSPC|EDQUOT/,
    (folder) => `The disk is full: the database cannot write to ${folder}.`,
  ],
  [
    /Permission denied|Operation not permitted|Read-only file system|has wrong ownership|EACCES|EPERM|EROFS/,
    (folder) => `No permission to write to the data folder ${folder}.`,
  ],
  [/ENOTDIR|EEXIST|Not a directory/, (folder) => `The data folder ${folder} is not a folder.`],
  [
    /loading shared libraries|Error relocating|cannot execute|Exec format error|spawn \S+ ENOENT|ENOEXEC/,
    () => unsupported(),
  ],
];

/** The line for a system on which the bundled PostgreSQL cannot be executed. */
export function unsupported(): string {
  return `The bundled PostgreSQL does not run on this system (${process.platform} ${process.arch}); set DATABASE_URL to a PostgreSQL 18 server.`;
}

/**
 * Turns what PostgreSQL printed, or a system error of Node, into one line.
 * Without a known reason the line carries the last complaint itself.
 */
export function explain(output: string, folder: string): EmbeddedDatabaseError {
  for (const [pattern, line] of knownReasons) {
    if (pattern.test(output)) return new EmbeddedDatabaseError(line(folder));
  }
  const lines = output.split('\n').map((line) => line.trim());
  const complaint =
    lines.findLast((line) => /FATAL|PANIC|error:/.test(line)) ?? lines.findLast((line) => line);
  return new EmbeddedDatabaseError(`The embedded database does not run: ${complaint ?? 'no reason given'}`);
}

/** Keeps an `EmbeddedDatabaseError`, explains a system error, and hands on anything else, which is a mistake of ours. */
export function explainThrown(error: unknown, folder: string): unknown {
  const isSystemError = error instanceof Error && 'code' in error && 'syscall' in error;
  return isSystemError ? explain(error.message, folder) : error;
}
