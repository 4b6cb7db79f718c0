import { type PreferenceName, preferenceNames, preferenceRules } from '@gatehouse/shared/door-settings';
import Type, { type Static } from 'typebox';
import { nullable } from '../../../platform/http/schemas.js';

const strict = { additionalProperties: false } as const;

/** A choice of the table of preferences; what is not there the phone's people choose for themselves. */
const choiceOf = <Name extends PreferenceName>(name: Name) =>
  Type.Optional(
    Type.Unsafe<(typeof preferenceRules)[Name]['choices'][number]>(
      Type.Union(preferenceRules[name].choices.map((choice) => Type.Literal(choice))),
    ),
  );

const preset = Type.Object(
  {
    sound: choiceOf('sound'),
    shake: choiceOf('shake'),
    voice: choiceOf('voice'),
    hand: choiceOf('hand'),
    camera: Type.Optional(Type.Unsafe<'rear' | 'front'>(Type.Enum(['rear', 'front']))),
    language: choiceOf('language'),
    textSize: choiceOf('textSize'),
    autoClear: choiceOf('autoClear'),
  },
  { ...strict, description: 'What phones are set to until somebody chooses otherwise on one.' },
);
const locked = Type.Array(Type.Unsafe<PreferenceName>(Type.Enum([...preferenceNames])), {
  maxItems: preferenceNames.length,
  description: 'What nobody changes on a phone.',
});

export const doorSettingsSchema = Type.Object({
  preset,
  locked,
  hasKioskPin: Type.Boolean({ description: 'Whether somebody can leave a kiosk.' }),
});
export const doorSettingsChange = Type.Object(
  {
    preset,
    locked,
    kioskPin: Type.Optional(
      nullable(
        Type.String({
          pattern: '^[0-9]{4,8}$',
          description: 'By which somebody leaves a kiosk. Left out: it stays; null: there is none.',
        }),
      ),
    ),
  },
  strict,
);
export const phoneSettings = Type.Object(
  {
    preset,
    locked,
    kioskPin: nullable(
      Type.Object(
        {
          salt: Type.String({ description: 'Base64url of 16 bytes.' }),
          hash: Type.String({ description: 'Base64url of 32 bytes: PBKDF2 with SHA-256.' }),
          rounds: Type.Integer(),
        },
        { description: 'What a kiosk compares a PIN with; null for every other phone.' },
      ),
    ),
  },
  { description: 'What the organiser set for phones of this event.' },
);

export type DoorSettings = Static<typeof doorSettingsSchema>;
export type DoorSettingsChange = Static<typeof doorSettingsChange>;
