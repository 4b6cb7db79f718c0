import { timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import Type from 'typebox';
import { AppError } from '../errors/app-error.js';
import { platformErrors } from '../errors/platform-errors.js';
import type { App } from '../http/create-server.js';
import { isFromThisMachine } from '../http/loopback.js';
import { answers, dataOf } from '../http/schemas.js';
import { createHealth, type PartHealth, type Probe } from './health.js';
import type { Metrics } from './metrics.js';

export interface OperationsOptions {
  readonly probes: Readonly<Record<string, Probe>>;
  readonly metrics: Metrics;
  readonly metricsToken: string | undefined;
  readonly version: string;
  /** False while the process is on its way out, so that a balancer stops sending. */
  readonly accepting: () => boolean;
}

const healthSchema = Type.Object({
  status: Type.Union([Type.Literal('up'), Type.Literal('degraded'), Type.Literal('down')]),
  version: Type.String(),
  time: Type.String({ format: 'date-time' }),
  parts: Type.Record(
    Type.String(),
    Type.Object({
      status: Type.Union([Type.Literal('up'), Type.Literal('down')]),
      required: Type.Boolean(),
      durationMs: Type.Integer(),
    }),
  ),
});

/** Health of each part, readiness for a balancer, and Prometheus metrics. */
export function operationsRoutes(app: App, options: OperationsOptions): void {
  const health = createHealth(options.probes);
  app.get(
    '/api/v1/health',
    {
      config: { rateLimit: false },
      schema: {
        tags: ['operations'],
        summary: 'How each part is',
        response: answers({ 200: dataOf(healthSchema) }),
      },
    },
    async () => ({ data: describe(await health.all(), options.version) }),
  );
  app.get(
    '/api/v1/ready',
    {
      config: { rateLimit: false },
      schema: {
        tags: ['operations'],
        summary: 'Whether this process should get traffic',
        response: answers({ 200: dataOf(Type.Object({ ready: Type.Literal(true) })) }),
      },
    },
    async () => {
      const ready = options.accepting() && isUp(await health.required());
      if (!ready) throw new AppError(platformErrors.unavailable);
      return { data: { ready: true as const } };
    },
  );
  app.get('/metrics', { schema: { hide: true } }, async (request, reply) => {
    if (!mayReadMetrics(request, options.metricsToken)) throw new AppError(platformErrors.notFound);
    return reply.type(options.metrics.registry.contentType).send(await options.metrics.registry.metrics());
  });
}

function describe(parts: Record<string, PartHealth>, version: string) {
  const down = Object.values(parts).filter((part) => part.status === 'down');
  const status = down.some((part) => part.required) ? 'down' : down.length > 0 ? 'degraded' : 'up';
  return { status, version, time: new Date().toISOString(), parts } as const;
}

function isUp(parts: Record<string, PartHealth>): boolean {
  return Object.values(parts).every((part) => part.status === 'up');
}

function mayReadMetrics(request: FastifyRequest, token: string | undefined): boolean {
  if (token !== undefined) {
    const given = Buffer.from(request.headers.authorization ?? '');
    const expected = Buffer.from(`Bearer ${token}`);
    if (given.length === expected.length && timingSafeEqual(given, expected)) return true;
  }
  return isFromThisMachine(request);
}
