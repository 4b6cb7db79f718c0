import { zonedToInstant } from '@gatehouse/shared/i18n';
import { isStorableInstant } from '../../../platform/http/text-formats.js';

const isoForm = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2}))?)?$/;
const dottedForm = /^(\d{1,2})\.(\d{1,2})\.(\d{4})(?:,? (\d{2}):(\d{2})(?::(\d{2}))?)?$/;
const dayMs = 86_400_000;

/**
 * Reads when a ticket becomes or stops being valid: RFC 3339 with offset, or `2027-07-01 18:00` and `1.7.2027 18:00`
 * on the event's clock. A day alone means all of that day. 07/01/2027 is refused: half of the world reads it otherwise.
 * @returns null for anything else
 */
export function readInstant(text: string, use: 'from' | 'until', timeZone: string): Date | null {
  if (isStorableInstant(text)) return new Date(text);
  const parts = partsOf(text);
  if (!parts) return null;
  const { year, month, day, time } = parts;
  const midnight = Date.UTC(year, month - 1, day);
  const date = new Date(midnight);
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return null;
  const last = time === undefined && use === 'until' ? dayMs : 0;
  const local = `${new Date(midnight + last).toISOString().slice(0, 10)}T${time ?? '00:00:00'}`;
  if (!isStorableInstant(`${local}Z`)) return null;
  return new Date(zonedToInstant(local, timeZone));
}

function partsOf(text: string) {
  const iso = isoForm.exec(text);
  const dotted = iso ? null : dottedForm.exec(text);
  const [year, month, day] = iso ? [iso[1], iso[2], iso[3]] : [dotted?.[3], dotted?.[2], dotted?.[1]];
  if (year === undefined) return undefined;
  const [hours, minutes, seconds = '00'] = (iso ?? dotted ?? []).slice(4);
  const time = hours === undefined ? undefined : `${hours}:${minutes}:${seconds}`;
  return { year: Number(year), month: Number(month), day: Number(day), time };
}
