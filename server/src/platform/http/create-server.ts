import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  LogController,
  type RawServerDefault,
} from 'fastify';
import type { Config } from '../config/config.js';
import { answerFrameworkError, installErrorHandler } from './error-handler.js';
import { rememberRoutes } from './known-routes.js';
import { buildLazySerializer, lazyValidatorCompiler } from './lazy-compilers.js';
import { problemSchema } from './schemas.js';
import { refuseUnstorableText } from './storable-text.js';

/** The application that modules register on: schemas are TypeBox, checked without changing what was sent. */
export type App = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>;

export interface ServerOptions {
  readonly config: Config;
  readonly logger: FastifyBaseLogger;
  readonly https?: { readonly key: string; readonly cert: string };
}

const kibibyte = 1024;

/** Limits against floods and slow clients; nginx has its own in front of these. */
const limits = {
  bodyLimit: 1024 * kibibyte,
  connectionTimeout: 60_000,
  requestTimeout: 30_000,
  keepAliveTimeout: 72_000,
  maxRequestsPerSocket: 10_000,
};

/** An application with limits, request ids, validation and the one error shape; no routes yet. */
export function createServer({ config, logger, https }: ServerOptions): App {
  const app = Fastify({
    ...limits,
    ...(https ? { https } : {}),
    loggerInstance: logger,
    trustProxy: config.trustedProxies.length > 0 ? [...config.trustedProxies] : false,
    requestIdHeader: false,
    genReqId: () => randomUUID(),
    logController: new LogController({ disableRequestLogging: true }),
    // The listener is closed by then: what still comes on a kept connection is answered like any other.
    return503OnClosing: false,
    forceCloseConnections: 'idle',
    frameworkErrors: answerFrameworkError,
    schemaController: { compilersFactory: { buildSerializer: buildLazySerializer } },
    routerOptions: { maxParamLength: 200, ignoreTrailingSlash: false },
  }).withTypeProvider<TypeBoxTypeProvider>();
  app.server.maxConnections = 4096;
  app.addSchema(problemSchema);
  app.setValidatorCompiler(lazyValidatorCompiler);
  const untyped = app as unknown as FastifyInstance;
  installErrorHandler(untyped);
  rememberRoutes(untyped);
  refuseUnstorableText(untyped);
  app.addHook('onResponse', async (request, reply) => {
    request.log.info(
      {
        method: request.method,
        route: request.routeOptions.url ?? 'none',
        status: reply.statusCode,
        durationMs: Math.round(reply.elapsedTime * 10) / 10,
      },
      'answered',
    );
  });
  let closing = false;
  app.addHook('preClose', async () => {
    closing = true;
  });
  app.addHook('onSend', async (request, reply) => {
    reply.header('x-request-id', request.id);
    // A proxy keeps connections; one that stayed open after its last answer would hold the process.
    if (closing) reply.header('connection', 'close');
  });
  return app as App;
}
