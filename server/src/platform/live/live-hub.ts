import { setTimeout as sleep } from 'node:timers/promises';
import type { WebSocket } from 'ws';
import { type LiveChange, type LiveListener, liveTopics } from './live.js';
import { closeCodes, LiveConnection } from './live-connection.js';
import { type LiveSubject, liveTicketSeconds } from './live-tickets.js';

export interface HubLimits {
  /** Sockets of this process. */
  readonly sockets: number;
  /** Sockets of one phone or person; the oldest makes room. */
  readonly socketsOfOne: number;
  readonly pingSeconds: number;
  /** A socket that has been open so long comes again, and whether it may is asked anew. */
  readonly longestSeconds: number;
}

export const hubLimits: HubLimits = {
  sockets: 3_000,
  socketsOfOne: 4,
  pingSeconds: 25,
  longestSeconds: 60 * 60,
};

/** How long sockets have to say goodbye when the process stops. */
const goodbyeMs = 1_000;

/** The sockets of this process. */
export class LiveHub implements LiveListener {
  readonly #limits: HubLimits;
  readonly #connections = new Set<LiveConnection>();
  /** Phone → when it was revoked: its ticket may have been used a moment before. */
  readonly #revoked = new Map<string, number>();
  readonly #timer: NodeJS.Timeout;

  constructor(limits: HubLimits = hubLimits) {
    this.#limits = limits;
    this.#timer = setInterval(() => this.#tend(), limits.pingSeconds * 1000).unref();
  }

  isFull(): boolean {
    return this.#connections.size >= this.#limits.sockets;
  }

  /** Takes a socket in and tells it of everything, because it knows of nothing. */
  open(subject: LiveSubject, socket: WebSocket): void {
    const connection = new LiveConnection(subject, socket);
    if (this.#revoked.has(subject.id)) {
      connection.revoke();
      return;
    }
    const others = [...this.#connections].filter((other) => other.subject.id === subject.id);
    for (const oldest of others.slice(0, Math.max(0, others.length + 1 - this.#limits.socketsOfOne)))
      oldest.close(closeCodes.replaced);
    this.#connections.add(connection);
    socket.on('close', () => this.#connections.delete(connection));
    for (const { id } of subject.events) connection.noteEvent(id, liveTopics);
  }

  onChange(change: LiveChange): void {
    if ('deviceId' in change && change.change === 'revoked')
      this.#revoked.set(change.deviceId, performance.now());
    for (const connection of this.#connections) {
      if (connection.subject.organisationId !== change.organisationId) continue;
      if ('eventId' in change) connection.noteEvent(change.eventId, change.what);
      else if (connection.subject.device && connection.subject.id === change.deviceId)
        tell(connection, change.change);
    }
  }

  /** Who comes again hears of everything and is asked anew whether they may. */
  onGap(): void {
    for (const connection of this.#connections) connection.close(closeCodes.again);
  }

  /** Says goodbye to everybody; who does not answer is cut off. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    this.onGap();
    const end = performance.now() + goodbyeMs;
    while (this.#connections.size > 0 && performance.now() < end) await sleep(10);
    for (const connection of this.#connections) connection.terminate();
  }

  #tend(): void {
    const now = performance.now();
    for (const [deviceId, at] of this.#revoked)
      if (now - at > 2 * liveTicketSeconds * 1000) this.#revoked.delete(deviceId);
    for (const connection of this.#connections) {
      if (now - connection.openedAt > this.#limits.longestSeconds * 1000) connection.close(closeCodes.again);
      else connection.ping();
    }
  }
}

function tell(connection: LiveConnection, change: 'changed' | 'moved' | 'revoked'): void {
  if (change === 'revoked') connection.revoke();
  else if (change === 'moved') connection.move();
  else connection.noteDevice();
}
