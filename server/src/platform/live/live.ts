import Type, { type Static } from 'typebox';
import Value from 'typebox/value';
import type { ClosedTransaction } from '../tenancy/tenancy.js';

/**
 * What of an event may have changed; who hears of it fetches it. `synced`: a phone was heard of; the portal shows
 * that, and the other phones do not.
 */
export const liveTopics = ['root', 'tickets', 'scans', 'devices', 'conflicts', 'help', 'synced'] as const;
export type LiveTopic = (typeof liveTopics)[number];

const eventChange = Type.Object({
  organisationId: Type.String(),
  eventId: Type.String(),
  what: Type.Unsafe<readonly LiveTopic[]>(Type.Array(Type.Enum([...liveTopics]))),
});

/** What happened to one phone: it asks for its state. `moved` gave it other events, so it opens its socket anew. */
const deviceChange = Type.Object({
  organisationId: Type.String(),
  deviceId: Type.String(),
  change: Type.Union([Type.Literal('changed'), Type.Literal('moved'), Type.Literal('revoked')]),
});

export type EventChange = Readonly<Static<typeof eventChange>>;
export type DeviceChange = Readonly<Static<typeof deviceChange>>;
export type LiveChange = EventChange | DeviceChange;

export interface LiveListener {
  onEventChange(change: EventChange): void;
  onDeviceChange(change: DeviceChange): void;
  /** Changes may have been missed. */
  onGap(): void;
}

/** Carries short texts from any process to every process that listens. */
export interface LiveTransport {
  /** The text leaves when the transaction commits and not before. */
  send(trx: ClosedTransaction, text: string): Promise<void>;
  receive(receiver: LiveReceiver): AsyncDisposable;
}

export interface LiveReceiver {
  /** Each time that the connection stands; texts of the time before are lost. */
  onConnect(): void;
  onText(text: string): void;
}

export interface Live {
  /** Tells everybody whom it concerns, if the transaction commits. A lost message costs nothing but time. */
  publish(trx: ClosedTransaction, change: LiveChange): Promise<void>;
  /** @returns ends it */
  subscribe(listener: LiveListener): () => void;
  /** Begins to hear what other processes publish; resolves when it does, or after some seconds without a connection. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

const patienceMs = 5_000;

export function createLive(transport: LiveTransport): Live {
  const listeners = new Set<LiveListener>();
  let receiving: AsyncDisposable | undefined;

  function receive(onConnected: () => void): AsyncDisposable {
    return transport.receive({
      onConnect() {
        onConnected();
        for (const listener of listeners) listener.onGap();
      },
      onText(text) {
        const change = parse(text);
        for (const listener of listeners) {
          if (Value.Check(deviceChange, change)) listener.onDeviceChange(change);
          else if (Value.Check(eventChange, change)) listener.onEventChange(change);
        }
      },
    });
  }

  return {
    publish: (trx, change) => transport.send(trx, JSON.stringify(change)),
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    async start() {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, patienceMs);
        receiving = receive(() => {
          clearTimeout(timer);
          resolve();
        });
      });
    },
    async stop() {
      await receiving?.[Symbol.asyncDispose]();
      receiving = undefined;
    },
  };
}

/** Another release may say what this one does not know; that must not end the process. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
