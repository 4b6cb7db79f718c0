import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { create, dataOf, send, walk } from '../../../test/answers.js';
import { type Actor, createActor, newEvent, startTestApp, type TestApp } from '../../../test/test-app.js';

let gatehouse: TestApp;
let owner: Actor;

beforeAll(async () => {
  gatehouse = await startTestApp();
  owner = await createActor(gatehouse.app, 'harbour');
});
afterAll(() => gatehouse[Symbol.asyncDispose]());

/** An event with a ticket type and a list, and the path of its questions. */
async function newPlace() {
  const { id } = await create(owner, '/events', newEvent());
  const at = `/events/${id}`;
  const type = await create(owner, `${at}/ticket-types`, { name: 'Day' });
  const list = await create(owner, `${at}/access-lists`, { name: 'Main', classes: [type.class] });
  return { at, type, list, path: `${at}/questions` };
}

const change = (method: 'PATCH' | 'PUT', path: string, payload: object) =>
  owner.request({ method, url: `/api/v1${path}`, payload });

async function labelsOf(path: string): Promise<string[]> {
  return (await walk(owner, `${path}?limit=2`)).map(({ label }: { label: string }) => label);
}

describe('questions', () => {
  test('are made, read, listed, changed and deleted', async () => {
    const { path, type, list } = await newPlace();
    const body = {
      kind: 'choice',
      label: '  Meal ',
      hint: ' ',
      required: true,
      options: [{ label: 'Soup' }, { id: 'salad', label: 'Salad' }],
      ticketTypeIds: [type.id],
      accessListIds: [list.id],
    };
    const made = await create(owner, path, body);
    expect(made).toEqual({
      ...body,
      id: made.id,
      label: 'Meal',
      hint: null,
      mode: 'asked',
      min: null,
      max: null,
      position: 1,
      options: [
        { id: expect.stringMatching(/^[0-9a-f-]{36}$/), label: 'Soup' },
        { id: 'salad', label: 'Salad' },
      ],
    });
    expect(dataOf(await owner.request({ method: 'GET', url: `/api/v1${path}/${made.id}` }))).toEqual(made);
    const options = [made.options[1], { label: 'Stew' }];
    const changed = dataOf(await change('PATCH', `${path}/${made.id}`, { options, mode: 'shown' }));
    expect(changed).toMatchObject({
      label: 'Meal',
      mode: 'shown',
      options: [{ id: 'salad' }, { label: 'Stew' }],
    });
    expect(await send(owner, `DELETE ${path}/${made.id}`)).toBe('204');
    for (const line of [`GET ${path}/${made.id}`, `DELETE ${path}/${made.id}`])
      expect(await send(owner, line)).toBe('404 platform.not_found');
    expect(await walk(owner, path)).toEqual([]);
  });

  test('are asked in the order that the organiser gives them', async () => {
    const { path } = await newPlace();
    const ids: string[] = [];
    for (const label of ['A', 'B', 'C']) ids.push((await create(owner, path, { kind: 'text', label })).id);
    expect(await labelsOf(path)).toEqual(['A', 'B', 'C']);
    const ordered = dataOf(await change('PUT', `${path}/order`, { ids: [...ids].reverse() }));
    expect(ordered.map(({ label }: { label: string }) => label)).toEqual(['C', 'B', 'A']);
    await create(owner, path, { kind: 'text', label: 'D' });
    expect(await labelsOf(path)).toEqual(['C', 'B', 'A', 'D']);
    for (const wrong of [ids, [], [...ids, crypto.randomUUID()]])
      expect(await send(owner, `PUT ${path}/order`, { ids: wrong })).toBe('422 events.wrong_order ids');
  });

  test('that no answer could fit are refused, with the field that is wrong', async () => {
    const { path } = await newPlace();
    const stranger = await newPlace();
    const wrong: [object, string, string][] = [
      [{ kind: 'choice' }, 'options', 'events.wrong_question'],
      [{ kind: 'text', options: [{ label: 'a' }] }, 'options', 'events.wrong_question'],
      [{ kind: 'several', options: [{ label: 'a' }, { label: ' a' }] }, 'options', 'events.wrong_question'],
      [{ kind: 'number', min: 3, max: 2 }, 'max', 'events.wrong_question'],
      [{ kind: 'date', min: 3 }, 'min', 'events.wrong_question'],
      [{ kind: 'text', ticketTypeIds: [stranger.type.id] }, 'ticketTypeIds', 'events.unknown_ticket_type'],
      [{ kind: 'text', accessListIds: [stranger.list.id] }, 'accessListIds', 'events.unknown_list'],
    ];
    for (const [body, field, code] of wrong) {
      const answer = await owner.request({
        method: 'POST',
        url: `/api/v1${path}`,
        payload: { label: 'Q', ...body },
      });
      expect(answer.statusCode, JSON.stringify(body)).toBe(422);
      expect(answer.json()).toMatchObject({ code, errors: [{ field }] });
    }
    const { id } = await create(owner, path, { kind: 'number', label: 'Age', min: 3 });
    expect(await send(owner, `PATCH ${path}/${id}`, { max: 2 })).toBe('422 events.wrong_question max');
    expect(await send(owner, `PATCH ${path}/${id}`, { kind: 'text' })).toMatch(/^4\d\d platform/);
  });

  test('keep what they name from being deleted', async () => {
    const { at, path, type, list } = await newPlace();
    await change('PATCH', `${at}/access-lists/${list.id}`, { classes: [] });
    const { id } = await create(owner, path, {
      kind: 'yes_no',
      label: 'Over 18?',
      ticketTypeIds: [type.id],
      accessListIds: [list.id],
    });
    expect(await send(owner, `DELETE ${at}/access-lists/${list.id}`)).toBe('409 events.list_in_use');
    expect(await send(owner, `DELETE ${at}/ticket-types/${type.id}`)).toBe('409 events.class_in_use');
    expect(await send(owner, `DELETE ${path}/${id}`)).toBe('204');
    expect(await send(owner, `DELETE ${at}/access-lists/${list.id}`)).toBe('204');
    expect(await send(owner, `DELETE ${at}/ticket-types/${type.id}`)).toBe('204');
  });

  test('are at most fifty', async () => {
    const { path } = await newPlace();
    for (let made = 0; made < 50; made++) await create(owner, path, { kind: 'text', label: `Q ${made}` });
    expect(await send(owner, `POST ${path}`, { kind: 'text', label: 'One more' })).toBe(
      '409 events.too_many_questions',
    );
  });
});
