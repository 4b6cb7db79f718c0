import { setTimeout as sleep } from 'node:timers/promises';
import type { WebSocket } from 'ws';
import { EventNews } from './event-news.js';
import { type DeviceChange, type EventChange, type LiveListener, liveTopics } from './live.js';
import { closeCodes, LiveConnection, leastMsBetween } from './live-connection.js';
import { type FollowedEvent, LivePages } from './live-pages.js';
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
  readonly #pages: LivePages;
  /** Organisation and event → what phones that listen to it here are to be told. */
  readonly #news = new Map<string, EventNews>();
  readonly #connections = new Set<LiveConnection>();
  /** Phone → when it was revoked: its ticket may have been used a moment before. */
  readonly #revoked = new Map<string, number>();
  readonly #timer: NodeJS.Timeout;

  constructor(limits: HubLimits = hubLimits, pages: LivePages = new LivePages()) {
    this.#limits = limits;
    this.#pages = pages;
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
    socket.on('close', () => this.#left(connection));
    for (const { id } of subject.events) {
      // Before it is told to ask, so that what it asks for reaches to where the pages begin.
      if (subject.device) this.#pages.follow({ organisationId: subject.organisationId, eventId: id });
      connection.noteEvent(id, liveTopics);
    }
  }

  onEventChange(change: EventChange): void {
    const { eventId, what } = change;
    const listeners = this.#listenersOf(change);
    for (const connection of listeners) if (!connection.subject.device) connection.noteEvent(eventId, what);
    const news = what.filter((topic) => topic !== 'synced');
    if (news.length > 0 && listeners.some(({ subject }) => subject.device)) this.#newsOf(change).note(news);
  }

  #listenersOf({ organisationId, eventId }: FollowedEvent): LiveConnection[] {
    return [...this.#connections].filter(
      (connection) => connection.subject.organisationId === organisationId && connection.hears(eventId),
    );
  }

  #newsOf({ organisationId, eventId }: FollowedEvent): EventNews {
    const key = { organisationId, eventId };
    const known = this.#news.get(nameOf(key));
    if (known !== undefined) return known;
    const news = new EventNews({
      leastMsBetween,
      read: (what) => this.#pages.next(key, what),
      tell: (what, pages) => {
        for (const connection of this.#listenersOf(key))
          if (connection.subject.device) connection.noteEvent(eventId, what, pages);
      },
    });
    this.#news.set(nameOf(key), news);
    return news;
  }

  /** What nobody listens to here any more is not read. */
  #left(connection: LiveConnection): void {
    this.#connections.delete(connection);
    const { organisationId, events } = connection.subject;
    for (const { id: eventId } of events) {
      const key = { organisationId, eventId };
      if (this.#listenersOf(key).some(({ subject }) => subject.device)) continue;
      this.#news.get(nameOf(key))?.stop();
      this.#news.delete(nameOf(key));
      this.#pages.forget(key);
    }
  }

  onDeviceChange({ organisationId, deviceId, change }: DeviceChange): void {
    if (change === 'revoked') this.#revoked.set(deviceId, performance.now());
    for (const connection of this.#connections) {
      const { subject } = connection;
      if (subject.device && subject.id === deviceId && subject.organisationId === organisationId)
        tell(connection, change);
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
    for (const news of this.#news.values()) news.stop();
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

function nameOf({ organisationId, eventId }: FollowedEvent): string {
  return `${organisationId} ${eventId}`;
}

function tell(connection: LiveConnection, change: DeviceChange['change']): void {
  if (change === 'revoked') connection.revoke();
  else if (change === 'moved') connection.move();
  else connection.noteDevice();
}
