import { Redis } from 'ioredis';
import { sql } from 'kysely';
import { listen } from '../database/listen.js';
import { afterCommit } from '../tenancy/tenancy.js';
import type { LiveTransport } from './live.js';

export interface TransportOptions {
  readonly url: string;
  readonly onError: (error: Error) => void;
}

const postgresChannel = 'gatehouse_live';
const redisChannel = 'gatehouse:live';

/** PostgreSQL's own notifications: they belong to the transaction, and equal ones within it are sent once. */
export function postgresTransport({ url, onError }: TransportOptions): LiveTransport {
  return {
    async send(trx, text) {
      await sql`select pg_notify(${postgresChannel}, ${text})`.execute(trx);
    },
    receive: ({ onConnect, onText }) =>
      listen({
        url,
        channel: postgresChannel,
        name: 'gatehouse live',
        onConnect,
        onMessage: onText,
        onError,
      }),
  };
}

/**
 * Redis, told after the commit. What it does not take is lost, as with a socket that is away.
 * @param redis the process's own connection; a subscription gets one for itself
 */
export function redisTransport(redis: Redis, { url, onError }: TransportOptions): LiveTransport {
  return {
    async send(trx, text) {
      afterCommit(trx, () => void redis.publish(redisChannel, text).catch(onError));
    },
    receive({ onConnect, onText }) {
      const subscriber = new Redis(url, { maxRetriesPerRequest: null, autoResubscribe: false });
      subscriber.on('error', onError);
      subscriber.on('message', (_channel, text) => onText(text));
      subscriber.on('ready', () => void subscriber.subscribe(redisChannel).then(onConnect, onError));
      return {
        async [Symbol.asyncDispose]() {
          subscriber.disconnect();
        },
      };
    },
  };
}
