import type { BrowserContext } from 'playwright-core';
import type { Started } from './gatehouse.js';
import { type Organiser, signInOrganiser } from './organiser.js';
import { PlayedPhone } from './played-phone.js';

interface Named {
  readonly id: string;
  readonly name: string;
}

/** An event that is on now, with two gates, one list and tickets. */
export interface DoorEvent {
  readonly organiser: Organiser;
  readonly id: string;
  /** Address of its pages in the portal. */
  readonly url: string;
  readonly gates: readonly [Named, Named];
  readonly listId: string;
  /** Adds a ticket. @returns its code */
  ticket(name: string): Promise<string>;
  /** Offers to pair and answers as a phone would, and confirms it. */
  phone(name: string, gateId?: string): Promise<PlayedPhone>;
}

const hourMs = 3_600_000;

export async function makeDoorEvent(gatehouse: Started, name: string): Promise<DoorEvent> {
  const organiser = await signInOrganiser(gatehouse);
  const at = (ms: number) => new Date(Date.now() + ms).toISOString();
  const { id } = await organiser.send<Named>('POST /events', {
    name,
    place: 'Pier 7',
    timeZone: 'Europe/Berlin',
    startsAt: at(-hourMs),
    endsAt: at(5 * hourMs),
  });
  const add = <T = Named>(part: string, fields: object) =>
    organiser.send<T>(`POST /events/${id}/${part}`, fields);
  const type = await add<Named & { class: number }>('ticket-types', { name: 'Day' });
  const hall = await add('zones', { name: 'Hall' });
  const gate = (name: string) => add('gates', { name, toZoneId: hall.id });
  const gates = [await gate('North'), await gate('South')] as const;
  const list = await add('access-lists', { name: 'Entrance', classes: [type.class] });
  await organiser.send(`PUT /events/${id}/status`, { status: 'published' });
  return {
    organiser,
    id,
    url: `${gatehouse.url}/portal/events/${id}`,
    gates,
    listId: list.id,
    ticket: async (holder) => {
      const ticket = await add('tickets', { name: holder, ticketTypeId: type.id });
      const path = `GET /events/${id}/tickets/${ticket.id}/code`;
      return (await organiser.send<{ code: string }>(path)).code;
    },
    phone: async (phone, gateId) => {
      const wanted = { name: phone, profile: 'steward', gateId: gateId ?? null };
      const { url } = await add<{ url: string }>('device-pairings', wanted);
      const played = await PlayedPhone.pair(gatehouse.url, url);
      await organiser.send(`POST /events/${id}/devices/${played.id}/confirm`);
      await startPhone(played, id);
      return played;
    },
  };
}

/** Lets a confirmed phone fetch what it must know of the event. */
export async function startPhone(phone: PlayedPhone, eventId: string): Promise<void> {
  await phone.signIn();
  const event = (await phone.state()).events.find(({ id }) => id === eventId);
  if (event === undefined) throw new Error('The phone does not serve this event.');
  await phone.start(event);
}

/** Signs the demo's organiser in without the form. */
export async function signInQuietly(context: BrowserContext, gatehouse: Started): Promise<void> {
  const data = { email: gatehouse.email, password: gatehouse.password };
  await context.request.post(`${gatehouse.url}/api/v1/auth/sign-in`, { data });
}
