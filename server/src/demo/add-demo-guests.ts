import { idOf, type MadeEvent, type Post } from './create-demo-event.js';
import { demoGuestList, guestColumns, specialGuests } from './demo-guests.js';

/**
 * Gives the demo's event its five hundred guests: most by the import of a list, as an organiser would, which the
 * worker does within a second; those that a list has no column for by hand.
 */
export async function addDemoGuests(post: Post, { id, types }: MadeEvent): Promise<void> {
  const at = `/events/${id}`;
  const list = await post(`${at}/imports?fileName=guests.csv`, demoGuestList());
  const mapping = {
    headingLine: true,
    columns: guestColumns,
    defaultTicketTypeId: null,
    ticketTypes: [],
    createTicketTypes: false,
  };
  await post(`${at}/imports/${list.id}/start`, { mapping });
  for (const { fields, ticketType, blocked } of specialGuests) {
    const ticket = await post(`${at}/tickets`, { ...fields, ticketTypeId: idOf(types, ticketType) });
    if (blocked) await post(`${at}/tickets/${ticket.id}/state`, { state: 'blocked' }, 'PUT');
  }
}
