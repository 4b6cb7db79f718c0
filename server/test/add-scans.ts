import { dataOf } from './answers.js';
import { LogPhone, sync, uuid } from './log-phone.js';
import type { Phone } from './phones.js';
import type { Actor, TestApp } from './test-app.js';

/**
 * A ticket that the phone lets in twice, so that there are scans, somebody inside and a conflict; and something that
 * the server's own door has answered.
 */
export async function addScans(
  { url, database }: Pick<TestApp, 'url' | 'database'>,
  { owner, phone, eventId }: { owner: Actor; phone: Phone; eventId: string },
): Promise<void> {
  const read = async (path: string) =>
    dataOf(await owner.request({ method: 'GET', url: `/api/v1/events/${eventId}${path}` }));
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
  for (let times = 0; times < 2; times++) log.write({ ticketHash });
  const { rows } = await sync(url, log);
  if (rows.join() !== 'stored,stored') throw new Error(`The scans were ${rows.join()}.`);
  const payload = { eventId, scans: [{ id: uuid(), code: 'a wristband', listId: list.id }] };
  dataOf(await owner.request({ method: 'POST', url: '/api/v1/checkin/scans', payload }));
}
