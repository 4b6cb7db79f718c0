import { fromBase45, toBase45 } from '@gatehouse/shared/bytes';
import type { Organiser } from '../organiser.js';

const HOUR_MS = 3_600_000;

export interface IssuedTicket {
  readonly id: string;
  readonly code: string;
  /** What stands under the code, to be typed. */
  readonly shortCode: string;
}

/** An event in an hour with one list, on which everybody goes in once. */
export class DoorGround {
  readonly eventId: string;
  readonly listId: string;
  readonly #organiser: Organiser;
  readonly #ticketTypeId: string;

  private constructor(organiser: Organiser, ids: { eventId: string; listId: string; ticketTypeId: string }) {
    this.#organiser = organiser;
    this.eventId = ids.eventId;
    this.listId = ids.listId;
    this.#ticketTypeId = ids.ticketTypeId;
  }

  /** @param further fields of the list */
  static async lay(organiser: Organiser, name: string, further: object = {}): Promise<DoorGround> {
    const startsAt = new Date(Date.now() + HOUR_MS).toISOString();
    const event = { name, place: 'Pier 7', timeZone: 'Europe/Berlin', startsAt };
    const eventId = (await organiser.send<{ id: string }>('POST /events', event)).id;
    await organiser.send(`PUT /events/${eventId}/status`, { status: 'published' });
    const type = await organiser.send<{ id: string; class: number }>(`POST /events/${eventId}/ticket-types`, {
      name: 'Day ticket',
    });
    const list = { name: 'Main entrance', classes: [type.class], entry: 'single', ...further };
    const { id: listId } = await organiser.send<{ id: string }>(`POST /events/${eventId}/access-lists`, list);
    return new DoorGround(organiser, { eventId, listId, ticketTypeId: type.id });
  }

  async issue(name: string, further: { readonly barcodes?: readonly string[] } = {}): Promise<IssuedTicket> {
    const ticket = { ticketTypeId: this.#ticketTypeId, name, ...further };
    const { id } = await this.#organiser.send<{ id: string }>(`POST /events/${this.eventId}/tickets`, ticket);
    const { code, shortCode } = await this.#organiser.send<Omit<IssuedTicket, 'id'>>(
      `GET /events/${this.eventId}/tickets/${id}/code`,
    );
    return { id, code, shortCode };
  }

  async cancel({ id }: IssuedTicket): Promise<void> {
    await this.#organiser.send(`PUT /events/${this.eventId}/tickets/${id}/state`, { state: 'cancelled' });
  }

  /** The code that it has got until now is dead then. */
  async reIssue({ id }: IssuedTicket): Promise<void> {
    await this.#organiser.send(`POST /events/${this.eventId}/tickets/${id}/re-issue`);
  }
}

/** The same ticket with a signature that is off by one bit. */
export function forge(code: string): string {
  const bytes = fromBase45(code.slice(2));
  if (!bytes.ok) throw new Error(`This is no ticket code: ${bytes.reason}.`);
  const forged = Uint8Array.from(bytes.value);
  forged[40] = (forged[40] ?? 0) ^ 1;
  return `G:${toBase45(forged)}`;
}
