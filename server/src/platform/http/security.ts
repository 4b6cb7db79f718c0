import fastifyCookie from '@fastify/cookie';
import fastifyCors from '@fastify/cors';
import fastifyHelmet from '@fastify/helmet';
import fastifyRateLimit from '@fastify/rate-limit';
import fp from 'fastify-plugin';
import type { Redis } from 'ioredis';
import type { Config } from '../config/config.js';
import { AppError } from '../errors/app-error.js';
import { platformErrors } from '../errors/platform-errors.js';

export interface SecurityOptions {
  readonly config: Config;
  /** Shared counters between instances; in process without it. */
  readonly redis: Redis | undefined;
}

/** Nothing inline, nothing from elsewhere. The scanner alone adds `'wasm-unsafe-eval'` for its decoder. */
export const contentSecurityPolicy = {
  'default-src': ["'self'"],
  'script-src': ["'self'"],
  'style-src': ["'self'"],
  'img-src': ["'self'", 'data:', 'blob:'],
  'object-src': ["'none'"],
  'base-uri': ["'none'"],
  'form-action': ["'self'"],
  'frame-ancestors': ["'none'"],
} as const;

/** Security headers, CORS by allow-list, cookies, and the general limit per address. */
export const security = fp<SecurityOptions>(
  async (app, { config, redis }) => {
    const secure = config.publicUrl?.startsWith('https://') ?? false;
    await app.register(fastifyHelmet, {
      contentSecurityPolicy: {
        useDefaults: false,
        directives: Object.fromEntries(
          Object.entries(contentSecurityPolicy).map(([name, values]) => [name, [...values]]),
        ),
      },
      strictTransportSecurity: secure ? { maxAge: 31_536_000, includeSubDomains: true } : false,
      referrerPolicy: { policy: 'strict-origin-when-cross-origin' },
      crossOriginEmbedderPolicy: false,
    });
    app.addHook('onSend', async (_request, reply) => {
      if (!reply.hasHeader('permissions-policy'))
        reply.header('permissions-policy', 'camera=(self), geolocation=(), microphone=(), payment=()');
    });
    await app.register(fastifyCors, {
      origin: [...config.corsOrigins],
      credentials: true,
      methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
      strictPreflight: false,
      exposedHeaders: ['x-request-id', 'idempotency-replayed', 'retry-after'],
      maxAge: 600,
    });
    await app.register(fastifyCookie);
    await app.register(fastifyRateLimit, {
      global: true,
      max: config.rateLimitPerMinute,
      timeWindow: 60_000,
      ...(redis ? { redis, nameSpace: 'gatehouse:rate:', skipOnError: true } : {}),
      // The route and not the URL: %61pi is another way to write api. What no route knows counts like the API.
      allowList: (request) => request.routeOptions.url?.startsWith('/api/') === false,
      errorResponseBuilder: () => new AppError(platformErrors.tooManyRequests),
    });
  },
  { name: 'security' },
);
