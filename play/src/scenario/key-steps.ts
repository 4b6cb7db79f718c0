import Type, { type Static } from 'typebox';
import { at, key, onDevice, optional, ref, strict } from './parts.js';

/** What happens to the keys of tickets and of the door, and to what lies between them and a phone. */
export const keySteps = {
  relay: Type.Object(
    {
      do: Type.Literal('relay'),
      ...onDevice,
      answers: Type.Enum(['keep', 'repeat', 'pass'], {
        description:
          'A relay between this phone and the server: it keeps the lists and pages that come, says the kept ones again, or only passes on.',
      }),
    },
    { ...strict, title: 'relay' },
  ),
  trust: Type.Object(
    { do: Type.Literal('trust'), ...onDevice },
    { ...strict, title: 'trust', description: 'A phone in service is shown a pairing code.' },
  ),
  doorKey: Type.Object(
    {
      do: Type.Literal('door-key'),
      ...at,
      change: Type.Enum(['announce', 'change-over', 'end-overlap', 'replace'], {
        description:
          'announce: roots name the next key. change-over: it signs. end-overlap: the one before leads nobody here any more. replace: it leaked.',
      }),
    },
    { ...strict, title: 'door-key' },
  ),
  restore: Type.Object(
    { do: Type.Literal('restore'), ...at },
    {
      ...strict,
      title: 'restore',
      description: 'The server begins a new life, as after a restored backup; nothing of it is lost.',
    },
  ),
  rotateKey: Type.Object(
    {
      do: Type.Literal('rotate-key'),
      ...at,
      event: optional(ref('event')),
      key,
      notice: optional(
        Type.Enum(['none', 'day'], {
          description:
            'none: the key before it leaked; it is set aside, and the new one signs at once. day: phones know the new one for a day before it signs, and the one before stays good.',
        }),
      ),
    },
    { ...strict, title: 'rotate-key' },
  ),
};

export type DoorKeyChange = Static<typeof keySteps.doorKey>['change'];
export type RelayAnswers = Static<typeof keySteps.relay>['answers'];
