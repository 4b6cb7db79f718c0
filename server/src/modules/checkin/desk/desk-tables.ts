import type { Decision, Reason } from '@gatehouse/shared/checkin';
import type { ColumnType } from 'kysely';

export type DeskTables = {
  'checkin.deskAnswer': {
    organisationId: string;
    scanId: string;
    eventId: string;
    contentHash: Buffer;
    textHash: Buffer;
    direction: 'in' | 'out' | 'check';
    confirmed: Reason[];
    overridden: Reason[];
    decision: ColumnType<Decision, string, never>;
    at: number;
    acceptedTicket: Buffer | null;
    acceptedGeneration: number | null;
  };
};
