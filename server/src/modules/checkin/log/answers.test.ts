import { createHash, randomBytes } from 'node:crypto';
import { openScansPage } from '@gatehouse/shared/protocol';
import { chooseEd25519 } from '@gatehouse/shared/signing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { create, dataOf, send } from '../../../../test/answers.js';
import {
  type DoorWorld,
  readTicket,
  standingsOf,
  startDoorWorld,
  type WorldTicket,
} from '../../../../test/door-world.js';
import { doorKeyOf, type LogPhone, sync } from '../../../../test/log-phone.js';

let world: DoorWorld;
let eventId = '';
let name = '';
let age = '';

beforeAll(async () => {
  world = await startDoorWorld({ tickets: 0 });
  ({ eventId } = world.place);
  const at = `/events/${eventId}/questions`;
  name = (await create(world.owner, at, { kind: 'text', label: 'Name', required: true })).id;
  age = (await create(world.owner, at, { kind: 'number', label: 'Age' })).id;
});
afterAll(() => world[Symbol.asyncDispose]());

async function newTicket(): Promise<WorldTicket> {
  const [type] = dataOf(await get('/ticket-types'));
  const { id } = await create(world.owner, `/events/${eventId}/tickets`, {
    ticketTypeId: type.id,
    name: 'Ann',
  });
  return readTicket(world.gatehouse, id);
}

const get = (path: string) => world.owner.request({ method: 'GET', url: `/api/v1/events/${eventId}${path}` });

async function answersOf({ ticketId }: WorldTicket) {
  return dataOf(await get(`/tickets/${ticketId}/answers`));
}

/** Which scans the pages call answered. */
async function answeredOnPages(phone: LogPhone): Promise<number> {
  const key = await doorKeyOf(world.gatehouse.app, world.place.organisationId);
  const url = `${world.url}/api/v1/device/events/${eventId}/pages/scans?start=0&from=0`;
  const answer = await fetch(url, { headers: phone.headers });
  const page = await openScansPage(
    new Uint8Array(await answer.arrayBuffer()),
    key,
    await chooseEd25519(crypto.subtle),
  );
  if (!page.ok) throw new Error(page.reason);
  return page.value.rows.filter(({ answered }) => answered === true).length;
}

/** Everything that the tables of the door hold, as one text. */
async function everythingKept(): Promise<string> {
  const rows: unknown[] = [];
  for (const table of ['log_row', 'scan', 'answer', 'photo', 'desk_answer'])
    rows.push(await world.gatehouse.database.query(`select * from checkin.${table}`));
  return JSON.stringify(rows, (_, value) =>
    value?.type === 'Buffer' ? Buffer.from(value.data).toString('latin1') : value,
  );
}

describe('what phones send beside their rows', () => {
  test('is kept once, sealed, and read with the words of its questions', async () => {
    const ticket = await newTicket();
    const phone = await world.phone({ name: 'North 1' });
    const at = Date.now() - 60_000;
    const id = phone.write({ ...ticket, at, answers: { [name]: 'Ada Lovelace', [age]: null } });
    const before = await answeredOnPages(phone).catch(() => 0);
    const blob = await phone.batch(1, 1);
    expect((await sync(world.url, phone, blob)).rows).toEqual(['stored']);
    expect((await sync(world.url, phone, blob)).rows).toEqual(['known']);
    const about = {
      at: new Date(at).toISOString(),
      deviceName: 'North 1',
      scanId: id,
      accessListId: world.place.listId,
      fault: null,
      options: [],
    };
    expect(await answersOf(ticket)).toEqual([
      { questionId: name, label: 'Name', kind: 'text', value: 'Ada Lovelace', ...about },
      { questionId: age, label: 'Age', kind: 'number', value: null, ...about },
    ]);
    expect(await answeredOnPages(phone)).toBe(before + 1);
    expect(await everythingKept()).not.toContain('Lovelace');
  });

  test('is kept with a mark where it does not fit its question, and the scan counts', async () => {
    const ticket = await newTicket();
    const phone = await world.phone();
    const gone = crypto.randomUUID();
    const id = phone.write({ ...ticket, answers: { [name]: 5, [age]: 'old', [gone]: 'x' } });
    expect((await sync(world.url, phone)).rows).toEqual(['stored']);
    expect((await standingsOf(world))[id]).toBe('stands');
    expect(await answersOf(ticket)).toMatchObject([
      { questionId: name, value: 5, fault: 'not_a_text' },
      { questionId: age, value: 'old', fault: 'not_a_number' },
      { questionId: gone, label: null, kind: null, value: 'x', fault: 'unknown_question' },
    ]);
  });

  test('stays as it is when its row is reviewed again', async () => {
    const ticket = await newTicket();
    const [a, b] = [await world.phone(), await world.phone()];
    const late = a.write({ ...ticket, at: Date.now() - 60_000, answers: { [name]: 'Late' } });
    await sync(world.url, a);
    b.write({ ...ticket, at: Date.now() - 120_000, answers: { [name]: 'Early' } });
    await sync(world.url, b);
    expect((await standingsOf(world))[late]).toMatch(/^extra/);
    expect((await answersOf(ticket)).map(({ value }: { value: string }) => value)).toEqual(['Early', 'Late']);
    expect(await answeredOnPages(a)).toBeGreaterThanOrEqual(2);
  });

  test('keeps the words of a question that nobody asks any more', async () => {
    const { id } = await create(world.owner, `/events/${eventId}/questions`, { kind: 'text', label: 'Old' });
    const ticket = await newTicket();
    const phone = await world.phone();
    phone.write({ ...ticket, answers: { [id]: 'yes' } });
    expect(await send(world.owner, `DELETE /events/${eventId}/questions/${id}`)).toBe('204');
    await sync(world.url, phone);
    expect(await answersOf(ticket)).toMatchObject([{ label: 'Old', value: 'yes', fault: null }]);
  });

  test('of a phone that nobody trusts reaches nobody', async () => {
    const ticket = await newTicket();
    const { codeHash: _, ...unseen } = ticket;
    const phone = await world.phone({ status: 'revoked' });
    phone.write({ ...unseen, answers: { [name]: 'Nobody' } });
    expect((await sync(world.url, phone)).rows).toEqual(['revoked']);
    expect(await answersOf(ticket)).toEqual([]);
    expect(await everythingKept()).not.toContain('Nobody');
  });

  test('is erased without breaking a chain', async () => {
    const ticket = await newTicket();
    const phone = await world.phone();
    phone.write({ ...ticket, answers: { [name]: 'Grace Hopper' } });
    await sync(world.url, phone);
    expect(await send(world.owner, `DELETE /events/${eventId}/tickets/${ticket.ticketId}/answers`)).toBe(
      '204',
    );
    expect(await answersOf(ticket)).toEqual([]);
    const answered = await answeredOnPages(phone);
    phone.write({ ...ticket, direction: 'out', result: 'exit', effect: 'exit' });
    expect((await sync(world.url, phone)).rows).toEqual(['known', 'stored']);
    const broken = await world.gatehouse.database.query(
      'select from checkin.log_row where device_id = $1 and (broken or fork)',
      [phone.deviceId],
    );
    expect(broken).toEqual([]);
    expect(await answeredOnPages(phone)).toBe(answered);
    expect(await send(world.owner, `DELETE /events/${eventId}/tickets/${crypto.randomUUID()}/answers`)).toBe(
      '404 platform.not_found',
    );
  });
});

describe('a picture', () => {
  const jpeg = () => Buffer.concat([Buffer.from('ffd8ff', 'hex'), randomBytes(500)]);
  const nameOf = (picture: Buffer) => createHash('sha256').update(picture).digest('hex');

  async function put(phone: LogPhone, picture: Buffer, sha256 = nameOf(picture)): Promise<string> {
    const answer = await fetch(`${world.url}/api/v1/device/photos/${sha256}`, {
      method: 'PUT',
      headers: { ...phone.headers, 'content-type': 'image/jpeg' },
      body: new Uint8Array(picture),
    });
    if (answer.status === 204) return '204';
    return `${answer.status} ${((await answer.json()) as { code: string }).code}`;
  }

  async function photoQuestion(): Promise<string> {
    return (await create(world.owner, `/events/${eventId}/questions`, { kind: 'photo', label: 'Face' })).id;
  }

  test('comes after its row, is kept sealed, and is seen by the organiser', async () => {
    const [picture, face, ticket] = [jpeg(), await photoQuestion(), await newTicket()];
    const phone = await world.phone();
    phone.write({ ...ticket, answers: { [face]: { photo: nameOf(picture), bytes: picture.length } } });
    expect(await put(phone, picture)).toBe('404 checkin.photo_unasked');
    await sync(world.url, phone);
    expect(await put(phone, picture)).toBe('204');
    expect(await put(phone, picture)).toBe('204');
    const seen = await get(`/photos/${nameOf(picture)}`);
    expect(seen.statusCode).toBe(200);
    expect(seen.headers['content-type']).toBe('image/jpeg');
    expect(seen.rawPayload.equals(picture)).toBe(true);
    expect(await everythingKept()).not.toContain(picture.toString('latin1').slice(10, 40));
  });

  test('that is not what its name says is refused', async () => {
    const [face, ticket, phone] = [await photoQuestion(), await newTicket(), await world.phone()];
    const png = Buffer.from('89504e470d0a1a0a', 'hex');
    const large = Buffer.concat([jpeg(), Buffer.alloc(512 * 1024)]);
    const asked = jpeg();
    for (const picture of [png, large, asked])
      phone.write({ ...ticket, answers: { [face]: { photo: nameOf(picture), bytes: picture.length } } });
    await sync(world.url, phone);
    expect(await put(phone, png)).toBe('422 checkin.photo_unreadable');
    expect(await put(phone, jpeg(), nameOf(asked))).toBe('422 checkin.photo_unreadable');
    expect(await put(phone, large)).toMatch(/^413/);
    expect(await put(phone, asked, 'x')).toMatch(/^4\d\d platform/);
    expect(await put(phone, asked)).toBe('204');
  });

  test('is erased with its answer, also when it comes afterwards; another ticket keeps its own', async () => {
    const [picture, face] = [jpeg(), await photoQuestion()];
    const [first, second] = [await newTicket(), await newTicket()];
    const phone = await world.phone();
    const answers = { [face]: { photo: nameOf(picture), bytes: picture.length } };
    phone.write({ ...first, answers });
    phone.write({ ...second, answers });
    await sync(world.url, phone);
    expect(await put(phone, picture)).toBe('204');
    const erase = ({ ticketId }: WorldTicket) =>
      send(world.owner, `DELETE /events/${eventId}/tickets/${ticketId}/answers`);
    expect(await erase(first)).toBe('204');
    expect((await get(`/photos/${nameOf(picture)}`)).statusCode).toBe(200);
    expect(await erase(second)).toBe('204');
    expect((await get(`/photos/${nameOf(picture)}`)).statusCode).toBe(404);
    expect(await put(phone, picture)).toBe('204');
    const kept = await world.gatehouse.database.query('select from checkin.photo where sha256 = $1', [
      Buffer.from(nameOf(picture), 'hex'),
    ]);
    expect(kept).toEqual([]);
  });
});
