import type { Generated } from 'kysely';

export type TicketingTables = {
  'ticketing.ticketType': {
    organisationId: string;
    id: Generated<string>;
    eventId: string;
    class: number;
    name: string;
    label: string;
    colour: string;
    zoneIds: string[];
    validFrom: Date | null;
    validUntil: Date | null;
  };
};
