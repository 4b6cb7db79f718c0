import { idOf, type MadeEvent, type Post } from './create-demo-event.js';
import { attendeeColumns, demoAttendeeList, specialAttendees } from './demo-attendees.js';

/**
 * Gives the demo's event its five hundred attendees: most by the import of a list, as an organiser would, which the
 * worker does within a second; those that a list has no column for by hand.
 */
export async function addDemoAttendees(post: Post, { id, types }: MadeEvent): Promise<void> {
  const at = `/events/${id}`;
  const list = await post(`${at}/imports?fileName=attendees.csv`, demoAttendeeList());
  const mapping = {
    headingLine: true,
    columns: attendeeColumns,
    defaultTicketTypeId: null,
    ticketTypes: [],
    createTicketTypes: false,
  };
  await post(`${at}/imports/${list.id}/start`, { mapping });
  for (const { fields, ticketType, blocked } of specialAttendees) {
    const ticket = await post(`${at}/tickets`, { ...fields, ticketTypeId: idOf(types, ticketType) });
    if (blocked) await post(`${at}/tickets/${ticket.id}/state`, { state: 'blocked' }, 'PUT');
  }
}
