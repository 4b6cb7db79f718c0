import fp from 'fastify-plugin';
import type { Config } from './config/config.js';
import type { Secrets } from './config/secrets.js';
import type { Live } from './live/live.js';
import type { Mailer } from './mail/mailer.js';
import type { Handlers } from './outbox/handlers.js';
import type { Sealer } from './secrets-at-rest/sealer.js';
import type { Tenancy } from './tenancy/tenancy.js';

/** What every module is given. Dependencies are passed, never found. */
export interface Platform {
  readonly config: Config;
  readonly secrets: Secrets;
  /** Keeps secrets in tables, under ENCRYPTION_KEY. */
  readonly sealer: Sealer;
  readonly tenancy: Tenancy;
  readonly handlers: Handlers;
  /** Tells phones and the portal that something has changed, wherever their sockets are. */
  readonly live: Live;
  readonly mailer: Mailer;
  /** Origin that people reach us at, for links in mails; known for certain once the process listens. */
  publicUrl(): string;
}

export const platform = fp<{ platform: Platform }>(
  async (app, options) => {
    app.decorate('platform', options.platform);
  },
  { name: 'platform' },
);

declare module 'fastify' {
  interface FastifyInstance {
    platform: Platform;
  }
}
