import { toHex } from '@gatehouse/shared/bytes';
import { decodeRoot } from '@gatehouse/shared/manifest';
import { splitBlob } from '@gatehouse/shared/signing';
import type { Phone } from './phones.js';

/** What a phone knows once it has the event's root: values for the parameters of what it asks for next. */
export async function doorIds(phone: Phone, eventId: string): Promise<Map<string, string>> {
  const answer = await phone.request({ method: 'GET', url: `/api/v1/device/events/${eventId}/root` });
  const root = decodeRoot(splitBlob(answer.rawPayload).body);
  if (!root.ok) throw new Error(`The root was answered with ${answer.statusCode} ${answer.body}`);
  const [segment] = root.value.segments.core;
  return new Map([
    ['segmentName', toHex(segment?.sha256 ?? new Uint8Array())],
    ['start', String(root.value.tickets.start)],
    ['from', '0'],
    ['q', 'guest'],
  ]);
}
