import Type, { type Static } from 'typebox';
import { id, instant, nullable } from '../../../platform/http/schemas.js';
import { scanSchema } from '../log/door-schemas.js';
import { type HelpState, helpStates } from './help-tables.js';

const strict = { additionalProperties: false } as const;

export const deskCall = Type.Object({
  id,
  calledAt: instant,
  deviceName: Type.String({ description: 'The phone that called.' }),
  listId: nullable(id),
  gateId: nullable(id),
  direction: Type.Enum(['in', 'out', 'check']),
  result: Type.Enum(['confirm', 'refuse'], { description: 'What the phone had answered.' }),
  reason: Type.String(),
  note: Type.String({ description: 'What the steward wrote.' }),
  ticket: scanSchema.properties.ticket,
  state: Type.Unsafe<HelpState>(Type.Enum([...helpStates])),
  stateAt: instant,
  helperName: nullable(Type.String({ description: 'The phone that took or settled it.' })),
  closedBy: nullable(Type.String({ description: 'Name of who closed it in the portal.' })),
  closingNote: nullable(Type.String({ description: 'What they wrote.' })),
});

export const deskCallsQuery = Type.Object(
  {
    state: Type.Optional(
      Type.Enum(['waiting', 'closed'], {
        default: 'waiting',
        description: '`waiting`: nobody has settled it yet, whether somebody has taken it or not.',
      }),
    ),
  },
  strict,
);

export const helpClosing = Type.Object({ note: Type.Optional(Type.String({ maxLength: 2_000 })) }, strict);

export const deskHelpParams = Type.Object({ eventId: id });
export const deskCallParams = Type.Object({ eventId: id, callId: id });

export type DeskCall = Static<typeof deskCall>;
