import Type from 'typebox';

export const strict = { additionalProperties: false } as const;
export const key = Type.String({ pattern: '^[a-z0-9][a-z0-9-]{0,63}$', description: 'A name of your own.' });
export const ref = (what: string) => Type.String({ description: `The id of a ${what} of this file.` });
export const name = Type.String({ minLength: 1, maxLength: 200 });
export const refs = (what: string) =>
  Type.Array(Type.String(), { description: `Ids of ${what} of this file.`, uniqueItems: true });
export const time = Type.String({
  pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(:\\d\\d)?(Z|[+-]\\d\\d:\\d\\d)?$',
  description: 'Without an offset it is what the clocks of the event show.',
});
export const optional = Type.Optional;
export const at = { at: optional(time) };
export const onDevice = { ...at, device: ref('device') };
