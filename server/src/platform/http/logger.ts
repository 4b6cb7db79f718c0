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
