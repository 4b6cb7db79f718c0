import Type from 'typebox';
import { defineEvent } from '../../platform/outbox/event.js';

/** Tickets of one event were issued or changed in one transaction; their new state is read, not told. */
export const ticketChanged = defineEvent(
  'ticketing.ticket_changed',
  Type.Object({
    eventId: Type.String(),
    /** Why: the first code was made, a new code was made, or anything else changed. */
    change: Type.Enum(['issued', 're-issued', 'changed']),
    ticketIds: Type.Array(Type.String()),
  }),
);

/** A person has said what the columns of a list are; the worker may begin. */
export const importStarted = defineEvent(
  'ticketing.import_started',
  Type.Object({ eventId: Type.String(), importId: Type.String() }),
);

/** A pass is good at other dates than before, or for the first time. */
export const passDatesChanged = defineEvent(
  'ticketing.pass_dates_changed',
  Type.Object({ passId: Type.String() }),
);

/** All rows of a list have been imported: the event has its tickets now. */
export const importFinished = defineEvent(
  'ticketing.import_finished',
  Type.Object({ eventId: Type.String(), importId: Type.String() }),
);
