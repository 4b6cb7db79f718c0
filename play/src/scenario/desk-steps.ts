import Type, { type Static } from 'typebox';
import { onDevice, optional, ref, strict } from './parts.js';

const ofTicket = {
  event: optional(ref('event')),
  ticket: ref('ticket'),
  of: optional(ref('event')),
};

/** What a phone does beside scanning: it gives wristbands out and looks for people. */
export const deskSteps = {
  bind: Type.Object(
    {
      do: Type.Literal('bind'),
      ...onDevice,
      ...ofTicket,
      code: Type.String({
        description: 'What stands on the wristband or card.',
        minLength: 1,
        maxLength: 500,
      }),
      mode: optional(
        Type.Enum(['bound', 'also', 'moved'], {
          description:
            'What is wanted of one that stands for another ticket: to stand for this one as well, or for this one instead. Left out: nothing is done then, and it is said.',
        }),
      ),
    },
    { ...strict, title: 'bind', description: 'A supervisor gives a wristband or card out.' },
  ),
  loseBand: Type.Object(
    { do: Type.Literal('lose-band'), ...onDevice, ...ofTicket },
    { ...strict, title: 'lose-band', description: 'The wristband of the ticket is dead from now on.' },
  ),
  loseCode: Type.Object(
    { do: Type.Literal('lose-code'), ...onDevice, ...ofTicket },
    {
      ...strict,
      title: 'lose-code',
      description: 'The codes of other shops that the list names for the ticket are dead from now on.',
    },
  ),
  search: Type.Object(
    {
      do: Type.Literal('search'),
      ...onDevice,
      event: optional(ref('event')),
      text: Type.String({ description: 'Parts of a name, an order or an e-mail.' }),
    },
    { ...strict, title: 'search', description: 'Who is found; a scan of one of them is `"how": "search"`.' },
  ),
};

export type BindStep = Static<typeof deskSteps.bind>;
export type LoseStep = Static<typeof deskSteps.loseBand | typeof deskSteps.loseCode>;
export type SearchStep = Static<typeof deskSteps.search>;
export type DeskStep = BindStep | LoseStep | SearchStep;
