import { type Locale, locales } from '@gatehouse/shared/i18n';
import Type from 'typebox';
import Format from 'typebox/format';

export const localeSchema = Type.Unsafe<Locale>(Type.Enum([...locales]));

/** An IANA time zone that this runtime knows, e.g. Europe/Berlin. */
export const timeZoneSchema = Type.String({ format: 'time-zone', maxLength: 64 });

/** Time of day, hours and minutes. */
export const timeOfDaySchema = Type.String({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$' });

const rfc3339 = Format.Get('date-time');
if (!rfc3339) throw new Error('The format date-time is not known.');
const firstInstant = Date.UTC(1900, 0, 1);
const lastInstant = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

/** Whether the text is a point in time that JavaScript, PostgreSQL and every app can hold: 1900 to 9999, no leap second. */
export function isStorableInstant(text: string): boolean {
  const time = Date.parse(text);
  return rfc3339?.(text) === true && time >= firstInstant && time <= lastInstant;
}

Format.Set('date-time', isStorableInstant);

Format.Set('time-zone', (text) => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: text });
    return /^[A-Za-z]/.test(text);
  } catch {
    return false;
  }
});

/** An id as we write it. In capitals it would be the same to PostgreSQL and another one to `uniqueItems`. */
export const uuidPattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
Format.Set('uuid', (text) => uuidPattern.test(text));
