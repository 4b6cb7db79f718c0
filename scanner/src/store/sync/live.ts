import type { Ports } from '../ports.js';
import { backoffMs } from './backoff.js';
import type { DeviceApi } from './device-api.js';
import { dataOf } from './http.js';

/** What changed of one event, and pages that say it where they are small enough. */
export interface EventChange {
  readonly number: number;
  readonly what: readonly string[];
  /** As they were signed, in base64url. A server that knows nothing of them sends none. */
  readonly pages?: readonly { readonly feed: string; readonly page: string }[];
}

/** What the server pushes: where something changed. What does not come with it is asked for. */
export type LiveMessage = { readonly changed: readonly EventChange[] } | { readonly device: string };

export interface LiveOptions {
  readonly ports: Pick<Ports, 'origin' | 'openSocket' | 'random' | 'onFault'>;
  readonly api: DeviceApi;
  /** What the server should tell of; null: nothing yet. It is fixed when the socket opens. */
  readonly scope: () => string | null;
  readonly onMessage: (message: LiveMessage) => void;
  /** After each opening: what was said in between is lost. */
  readonly onOpen: () => void;
}

/** One socket, opened again for as long as it is wanted. It only makes things faster: nothing rests on it. */
export interface Live {
  /** Tries at once when it is not open, and opens anew when it was opened for something else. */
  hurry(): void;
  /** Whether what happens now is told through it. */
  isOpen(): boolean;
  stop(): void;
}

export function openLive({ ports, api, scope, onMessage, onOpen }: LiveOptions): Live {
  let socket: { close(): void } | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;
  let openedFor: string | null = null;
  let isConnecting = false;
  let isStopped = false;
  let isOpen = false;

  function retry(): void {
    if (isStopped) return;
    failures += 1;
    clearTimeout(timer);
    timer = setTimeout(connect, backoffMs(failures, ports.random));
  }

  function connect(): void {
    const wanted = scope();
    if (isConnecting || socket !== null || isStopped || wanted === null) return;
    openedFor = wanted;
    clearTimeout(timer);
    isConnecting = true;
    ticketOf(api)
      .then((ticket) => (ticket === null ? retry() : open(ticket)))
      .catch((error: unknown) => {
        ports.onFault(error);
        retry();
      })
      .finally(() => {
        isConnecting = false;
      });
  }

  function open(ticket: string): void {
    if (isStopped) return;
    isOpen = false;
    const url = `${ports.origin.replace(/^http/, 'ws')}/api/v1/live?ticket=${ticket}`;
    const opened = ports.openSocket(url, {
      open() {
        failures = 0;
        isOpen = true;
        onOpen();
      },
      message: (data) => hear(data, onMessage),
      close() {
        if (socket !== opened) return;
        socket = null;
        retry();
      },
    });
    socket = opened;
  }

  function drop(): void {
    const opened = socket;
    socket = null;
    opened?.close();
  }

  connect();
  return {
    hurry() {
      if (scope() !== openedFor) drop();
      connect();
    },
    isOpen: () => isOpen && socket !== null,
    stop() {
      isStopped = true;
      clearTimeout(timer);
      drop();
    },
  };
}

/** Good for one opening within a minute: a token has no business in an address. */
async function ticketOf(api: DeviceApi): Promise<string | null> {
  const path = '/api/v1/device/live-tickets';
  const answer = await api.ask({ path, method: 'POST', body: '{}', expects: 'json' });
  const { ticket } = ((answer.ok && dataOf(answer.bytes)) || {}) as { ticket?: unknown };
  return typeof ticket === 'string' ? encodeURIComponent(ticket) : null;
}

function hear(data: unknown, onMessage: LiveOptions['onMessage']): void {
  const message = readMessage(data);
  if (message !== null) onMessage(message);
}

function readMessage(data: unknown): LiveMessage | null {
  try {
    const message: unknown = JSON.parse(String(data));
    if (typeof message !== 'object' || message === null) return null;
    return 'device' in message || Array.isArray(Reflect.get(message, 'changed'))
      ? (message as LiveMessage)
      : null;
  } catch {
    return null;
  }
}
