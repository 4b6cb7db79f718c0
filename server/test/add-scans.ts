import { createHash } from 'node:crypto';
import { dataOf } from './answers.js';
import { LogPhone, sync, uuid } from './log-phone.js';
import type { Phone } from './phones.js';
import type { Actor, TestApp } from './test-app.js';

/** Begins as a JPEG does; every organisation has its own. */
function photoOf({ organisationId }: Pick<Actor, 'organisationId'>): { photo: Buffer; photoHash: string } {
  const photo = Buffer.concat([Buffer.from('ffd8ffe000104a464946', 'hex'), Buffer.from(organisationId)]);
  return { photo, photoHash: createHash('sha256').update(photo).digest('hex') };
}

/**
 * A ticket that the phone lets in twice, so that there are scans, answers, a picture, somebody inside and a conflict; a row
 * that was set apart; and something that the server's own door has answered.
 */
export async function addScans(
  { url, database }: Pick<TestApp, 'url' | 'database'>,
  { owner, phone, eventId }: { owner: Actor; phone: Phone; eventId: string },
): Promise<{ photoHash: string; rowHash: string }> {
  const { photo, photoHash } = photoOf(owner);
  const read = async (path: string) =>
    dataOf(await owner.request({ method: 'GET', url: `/api/v1/events/${eventId}${path}` }));
  const asked = { kind: 'photo', label: 'Of the person' };
  dataOf(
    await owner.request({ method: 'POST', url: `/api/v1/events/${eventId}/questions`, payload: asked }),
    201,
  );
  const { publicNumber } = await read('');
  const [list] = await read('/access-lists');
  const [gate] = await read('/gates');
  const [ticket] = await database.query<{ hash: Buffer }>(
    `select hash from ticketing.ticket where event_id = $1 and state = 'good' order by id limit 1`,
    [eventId],
  );
  const { organisationId } = owner;
  const place = { organisationId, eventId, number: publicNumber, listId: list.id, gateId: gate.id };
  const { deviceId, accessToken, keys } = phone;
  const log = new LogPhone({ place, deviceId, sign: keys.sign, accessToken });
  const ticketHash = ticket ? new Uint8Array(ticket.hash) : null;
  const [question] = await read('/questions');
  const answers = { [question.id]: { photo: photoHash, bytes: photo.length } };
  for (let times = 0; times < 2; times++) log.write({ ticketHash, answers });
  const { rows } = await sync(url, log);
  if (rows.join() !== 'stored,stored') throw new Error(`The scans were ${rows.join()}.`);
  log.rows.push({ bytes: Uint8Array.of(9, 9, 9), details: null });
  await sync(url, log);
  const [apart] = await read('/set-apart-rows');
  const decision = `/api/v1/events/${eventId}/set-apart-rows/${deviceId}/${apart.rowHash}/decision`;
  dataOf(
    await owner.request({ method: 'PUT', url: decision, payload: { counts: false, note: 'Not readable' } }),
  );
  const picture = `/api/v1/device/photos/${photoHash}`;
  await phone.request({
    method: 'PUT',
    url: picture,
    headers: { 'content-type': 'image/jpeg' },
    payload: photo,
  });
  const { fromZoneId, toZoneId } = gate;
  const far = { name: 'Far', fromZoneId, toZoneId };
  const gatesAt = `/api/v1/events/${eventId}/gates`;
  const other = dataOf(await owner.request({ method: 'POST', url: gatesAt, payload: far }), 201);
  const walks = [{ gateA: gate.id, gateB: other.id, minutes: 5 }];
  const walksAt = `/api/v1/events/${eventId}/gate-walks`;
  dataOf(await owner.request({ method: 'PUT', url: walksAt, payload: { walks } }));
  const payload = { eventId, scans: [{ id: uuid(), code: 'a wristband', listId: list.id }] };
  dataOf(await owner.request({ method: 'POST', url: '/api/v1/checkin/scans', payload }));
  return { photoHash, rowHash: apart.rowHash };
}
