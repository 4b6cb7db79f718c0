import { logFaultCodes } from '@gatehouse/shared/log-file';
import Type from 'typebox';
import { id, instant, nullable } from '../../../platform/http/schemas.js';

const seqs = Type.Object({ from: Type.Integer(), to: Type.Integer() });

export const logDeviceSchema = Type.Object({
  id,
  name: Type.String(),
  isServer: Type.Boolean({ description: 'The server’s own door: nobody signs its rows.' }),
});

export const logReportSchema = Type.Object({
  id,
  name: Type.String(),
  isServer: Type.Boolean(),
  rows: Type.Integer(),
  ofEvent: Type.Integer({ description: 'Rows of this event; a phone has one log for all its events.' }),
  last: Type.Integer({ description: 'The highest row; 0 without rows.' }),
  signed: Type.Integer({ description: 'Rows that a signature of the phone speaks for.' }),
  unsigned: Type.Array(seqs, { description: 'The others. At most 100, as in the next ones.' }),
  receipt: nullable(Type.Object({ to: Type.Integer(), at: instant })),
  forks: Type.Array(Type.Integer(), { description: 'Rows of which there are two or more.' }),
  lost: Type.Array(seqs, { description: 'What the phone says it no longer holds.' }),
  quarantined: Type.Record(Type.String(), Type.Integer(), {
    description: 'Why rows do not count, and how many.',
  }),
  faults: Type.Array(Type.Object({ code: Type.Enum([...logFaultCodes]), rows: nullable(seqs) }), {
    description: 'What does not hold.',
  }),
  faultCount: Type.Integer({ description: 'All of them, also those beyond the first 100.' }),
});

export const logParams = Type.Object({ eventId: id });
export const logDeviceParams = Type.Object({ eventId: id, deviceId: id });
