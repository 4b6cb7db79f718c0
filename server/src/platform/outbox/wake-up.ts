import { listen } from '../database/listen.js';

export interface WakeUpOptions {
  readonly url: string;
  readonly onWake: () => void;
  readonly onError: (error: Error) => void;
}

/**
 * Wakes the relay when a transaction with an event commits. It may be away for a while: then polling goes on, and
 * the first thing after each connect is a wake-up for what was missed.
 */
export function listenForEvents({ url, onWake, onError }: WakeUpOptions): AsyncDisposable {
  return listen({
    url,
    channel: 'gatehouse_outbox',
    name: 'gatehouse relay',
    onConnect: onWake,
    onMessage: onWake,
    onError,
  });
}
