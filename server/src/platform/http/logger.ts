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

/** Where the log goes: standard output, which containers collect, or a file that is made with its folder. */
export function logDestination(file: string | undefined): DestinationStream {
  return file === undefined
    ? pino.destination(1)
    : pino.destination({ dest: file, mkdir: true, sync: false });
}
