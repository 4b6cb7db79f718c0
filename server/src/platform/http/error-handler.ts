import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { AppError, type ErrorDefinition, type FieldError } from '../errors/app-error.js';
import { platformErrors } from '../errors/platform-errors.js';
import { toFieldErrors } from './validation-errors.js';

/** The one place that turns whatever went wrong into `application/problem+json`. */
export function installErrorHandler(app: FastifyInstance): void {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const known = toAppError(error);
    if (known.definition.status >= 500) request.log.error({ err: error }, 'request failed');
    return sendProblem(request, reply, known);
  });
  app.setNotFoundHandler((request, reply) =>
    sendProblem(request, reply, new AppError(platformErrors.notFound)),
  );
}

/** For requests that fit no route because their address is malformed; hooks do not run for these. */
export function answerFrameworkError(
  error: FastifyError,
  request: FastifyRequest,
  reply: FastifyReply,
): void {
  reply.header('x-request-id', request.id);
  sendProblem(request, reply, toAppError(error));
}

function sendProblem(request: FastifyRequest, reply: FastifyReply, error: AppError): FastifyReply {
  const { code, status, title } = error.definition;
  return reply
    .code(status)
    .header('cache-control', 'no-store')
    .type('application/problem+json; charset=utf-8')
    .send({
      type: `urn:gatehouse:error:${code}`,
      title,
      status,
      ...(error.detail === undefined || error.detail === title ? {} : { detail: error.detail }),
      instance: `urn:gatehouse:request:${request.id}`,
      code,
      ...(error.errors.length > 0 ? { errors: error.errors } : {}),
    });
}

const definitionOfStatus: Readonly<Record<number, ErrorDefinition>> = {
  400: platformErrors.invalidRequest,
  404: platformErrors.notFound,
  // A path parameter longer than any that we give out.
  414: platformErrors.notFound,
  413: platformErrors.tooLarge,
  415: platformErrors.unsupportedMedia,
  429: platformErrors.tooManyRequests,
  503: platformErrors.unavailable,
};

function toAppError(error: FastifyError): AppError {
  if (error instanceof AppError) return error;
  if (error.validation) {
    const errors: FieldError[] = toFieldErrors(error.validation, error.validationContext ?? 'body');
    return new AppError(platformErrors.invalidRequest, { errors });
  }
  if (isPassing(error)) return new AppError(platformErrors.unavailable);
  const definition = definitionOfStatus[error.statusCode ?? 500];
  return new AppError(definition ?? platformErrors.internal, definition ? { detail: error.message } : {});
}

/** The database is away, was told to stop, or broke off in favour of another transaction: the caller may try again. */
const passingCodes = new Set([
  ...['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT'],
  ...['08000', '08001', '08003', '08006', '25P03', '40001', '40P01', '53300', '57P01', '57P02', '57P03'],
]);
const passingMessages =
  /Connection terminated|timeout exceeded when trying to connect|connection error and is not queryable/;

function isPassing(error: FastifyError): boolean {
  return passingCodes.has(error.code) || passingMessages.test(error.message);
}
