import type { App } from '../platform/http/create-server.js';
import type { DemoEvent } from './demo-events.js';

interface Credentials {
  readonly email: string;
  readonly password: string;
}

interface Saved {
  readonly id: string;
  readonly name: string;
  readonly class?: number;
}

/** @param body the text of a CSV file, or what is sent as JSON */
export type Post = (path: string, body: object | string, method?: 'POST' | 'PUT') => Promise<Saved>;

/** Makes one demo event by the same requests that the portal sends. */
export async function createDemoEvent(app: App, credentials: Credentials, event: DemoEvent): Promise<void> {
  await createDemoEventAs(await signInForDemo(app, credentials), event);
}

/** @returns what makes requests as the one who signed in */
export async function signInForDemo(app: App, credentials: Credentials): Promise<Post> {
  return requestWith(app, await accessTokenOf(app, credentials));
}

/** An event that has been made, with its ticket types. */
export interface MadeEvent {
  readonly id: string;
  readonly types: readonly Saved[];
}

/** Makes the event with requests of somebody who has signed in. */
export async function createDemoEventAs(post: Post, event: DemoEvent): Promise<MadeEvent> {
  const { id } = await post('/events', event.fields);
  const at = `/events/${id}`;
  const zones = await createAll(event.zones, (zone) => post(`${at}/zones`, zone));
  const gates = await createAll(event.gates, (gate) =>
    post(`${at}/gates`, {
      name: gate.name,
      fromZoneId: gate.from && idOf(zones, gate.from),
      toZoneId: gate.to && idOf(zones, gate.to),
    }),
  );
  const types = await createAll(event.ticketTypes, ({ zones: names, ...type }) =>
    post(`${at}/ticket-types`, { ...type, zoneIds: names.map((name) => idOf(zones, name)) }),
  );
  await createAll(event.accessLists, ({ types: names, gates: gateNames, ...list }) =>
    post(`${at}/access-lists`, {
      ...list,
      classes: names.map((name) => types.find((type) => type.name === name)?.class ?? 0),
      gateIds: gateNames.map((name) => idOf(gates, name)),
    }),
  );
  if (event.published) await post(`${at}/status`, { status: 'published' }, 'PUT');
  return { id, types };
}

async function accessTokenOf(app: App, credentials: Credentials): Promise<string> {
  const answer = await app.inject({ method: 'POST', url: '/api/v1/auth/sign-in', payload: credentials });
  return answer.json<{ data: { accessToken: string } }>().data.accessToken;
}

export function requestWith(app: App, accessToken: string): Post {
  return async (path, body, method = 'POST') => {
    const saved = await app.inject({
      method,
      url: `/api/v1${path}`,
      headers: {
        authorization: `Bearer ${accessToken}`,
        ...(typeof body === 'string' ? { 'content-type': 'text/csv' } : {}),
      },
      payload: body,
    });
    if (saved.statusCode >= 300) throw new Error(`The demo could not be made: ${path} ${saved.body}`);
    return saved.json<{ data: Saved }>().data;
  };
}

/** One after another, so that the order of creation is the order of the list. */
async function createAll<T>(items: readonly T[], create: (item: T) => Promise<Saved>): Promise<Saved[]> {
  const saved: Saved[] = [];
  for (const item of items) saved.push(await create(item));
  return saved;
}

export function idOf(saved: readonly Saved[], name: string): string {
  const found = saved.find((item) => item.name === name);
  if (!found) throw new Error(`The demo names ${name}, which it has not made.`);
  return found.id;
}
