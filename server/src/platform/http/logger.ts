import { mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { type DestinationStream, type Logger, pino } from 'pino';

const secretFields = [
  'password',
  'token',
  'accessToken',
  'refreshToken',
  'authorization',
  'cookie',
  'secret',
];

/** Structured logs, one JSON object a line, without secrets. */
export function createLogger(level: string, destination?: DestinationStream): Logger {
  return pino(
    {
      level,
      base: null,
      serializers: { err: briefly },
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: {
        paths: [
          'req.headers.authorization',
          'req.headers.cookie',
          ...secretFields,
          ...secretFields.map((field) => `*.${field}`),
        ],
        censor: '[redacted]',
      },
    },
    destination ?? pino.destination(1),
  );
}

/**
 * Where the log goes: standard output, which containers collect, or a file that is made with its folder. The file is
 * open when this returns, so that a process which ends at once has lost nothing.
 * @throws the error of making the folder or opening the file
 */
export function logDestination(file: string | undefined): DestinationStream {
  if (file === undefined) return pino.destination(1);
  mkdirSync(dirname(file), { recursive: true });
  const destination = pino.destination({ dest: openSync(file, 'a', 0o640), sync: false });
  // A disk that fills up costs lines of the log and never the process.
  destination.on('error', () => undefined);
  return destination;
}

/** What a log keeps of an error: drivers hang whole connections onto theirs, with settings and all. */
function briefly(error: Error): object {
  const { name, message, stack } = error;
  const { code } = error as { code?: unknown };
  return { type: name, message, ...(typeof code === 'string' ? { code } : {}), stack };
}
