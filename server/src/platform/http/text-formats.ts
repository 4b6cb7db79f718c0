import { type Locale, locales } from '@gatehouse/shared/i18n';
import Type from 'typebox';
import Format from 'typebox/format';
import { cursorPatterns } from './cursor.js';

export const localeSchema = Type.Unsafe<Locale>(Type.Enum([...locales]));

/** An IANA time zone that this runtime knows, e.g. Europe/Berlin. */
export const timeZoneSchema = Type.String({ format: 'time-zone', maxLength: 64 });

/** Time of day, hours and minutes. */
export const timeOfDaySchema = Type.String({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$' });

Format.Set('time-zone', (text) => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: text });
    return /^[A-Za-z]/.test(text);
  } catch {
    return false;
  }
});

const firstInstant = 0;
const lastInstant = Date.UTC(10_000, 0) - 1;

/** A point in time that JavaScript, PostgreSQL and a cursor all write alike: no leap second, years 1970 to 9999. */
Format.Set('date-time', (text) => {
  const time = Format.IsDateTime(text) ? Date.parse(text) : Number.NaN;
  return time >= firstInstant && time <= lastInstant;
});

/** An id as we wrote it. In capitals it would be the same to PostgreSQL and another one to `uniqueItems`. */
Format.Set('uuid', (text) => cursorPatterns.uuid.test(text));
