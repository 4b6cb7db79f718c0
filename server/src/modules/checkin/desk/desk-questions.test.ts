import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { create, dataOf } from '../../../../test/answers.js';
import { type DoorWorld, startDoorWorld } from '../../../../test/door-world.js';
import { uuid } from '../../../../test/log-phone.js';

let world: DoorWorld;
let eventId = '';
let ticketTypeId = '';

beforeAll(async () => {
  world = await startDoorWorld({ tickets: 1 });
  ({ eventId } = world.place);
  const [ticket] = dataOf(await get(`/events/${eventId}/tickets`));
  ({ ticketTypeId } = ticket);
});
afterAll(() => world[Symbol.asyncDispose]());

const get = (path: string) => world.owner.request({ method: 'GET', url: `/api/v1${path}` });
const post = (path: string, payload: object) =>
  world.owner.request({ method: 'POST', url: `/api/v1${path}`, payload });

async function newTicket(): Promise<{ id: string; code: string }> {
  const { id } = await create(world.owner, `/events/${eventId}/tickets`, { ticketTypeId, name: 'Ann' });
  return { id, code: dataOf(await get(`/events/${eventId}/tickets/${id}/code`)).code };
}

async function scan(fields: object) {
  const [answer] = await scans([fields]);
  return answer;
}

async function scans(all: readonly object[]) {
  return dataOf(await post('/checkin/scans', { eventId, scans: all.map((one) => ({ id: uuid(), ...one })) }));
}

// biome-ignore lint/suspicious/noExplicitAny: tests look into answers whose shape the route's schema checks
function verdictOf({ outcome, decision, problem }: any): string {
  return problem ? problem.code : `${outcome} ${decision.result} ${decision.reason} ${decision.effect}`;
}

async function verdict(fields: object): Promise<string> {
  return verdictOf(await scan(fields));
}

async function validate(fields: object) {
  return dataOf(await post('/checkin/validate', { eventId, ...fields }));
}

/** Rows of everything that a scan could leave behind. */
async function countRows(): Promise<number> {
  let rows = 0;
  for (const table of ['checkin.log_row', 'checkin.scan', 'checkin.desk_answer', 'checkin.answer'])
    rows += (await world.gatehouse.database.query(`select from ${table}`)).length;
  return rows;
}

describe('questions at the door', () => {
  let listId = '';
  const ask = (fields: object) => create(world.owner, `/events/${eventId}/questions`, fields);

  /** A list of its own, so that nobody is asked on the others. */
  async function newList(): Promise<string> {
    const [type] = dataOf(await get(`/events/${eventId}/ticket-types`));
    const list = { name: `List ${uuid()}`, classes: [type.class] };
    return (await create(world.owner, `/events/${eventId}/access-lists`, list)).id;
  }

  beforeAll(async () => {
    listId = await newList();
  });

  test('are named by a confirm, and answered with the next scan; nobody is asked twice', async () => {
    const lists = { accessListIds: [listId] };
    const adult = await ask({ kind: 'yes_no', label: 'Over 18?', required: true, ...lists });
    const meal = await ask({
      kind: 'choice',
      label: 'Meal',
      options: [{ id: 'a', label: 'Soup' }],
      ...lists,
    });
    await ask({ kind: 'text', label: 'Look at the band', mode: 'shown', ...lists });
    const { code, id } = await newTicket();
    const asked = await scan({ code, listId });
    expect(verdictOf(asked)).toBe('recorded confirm answers_required none');
    expect(asked.decision).toMatchObject({
      explanation: 'Please ask: Over 18? and Meal',
      questions: [
        { id: adult.id, kind: 'yes_no', label: 'Over 18?', required: true },
        { id: meal.id, kind: 'choice', options: [{ id: 'a', label: 'Soup' }] },
      ],
      notices: [{ code: 'look_at', text: 'Look at: Look at the band' }],
    });
    const confirms = asked.id;
    // Half of the answers are not all of them, and a yes is none.
    for (const answers of [{}, { [adult.id]: true }])
      expect(await verdict({ code, listId, confirms, answers })).toBe(
        'recorded confirm answers_required none',
      );
    const answers = { [adult.id]: true, [meal.id]: null };
    expect(await validate({ code, listId, answers })).toMatchObject({ result: 'admit', questions: [] });
    const admitted = await scan({ code, listId, confirms, answers });
    expect(verdictOf(admitted)).toBe('recorded admit ok entry');
    const given = dataOf(await get(`/events/${eventId}/tickets/${id}/answers`));
    expect(given.filter(({ scanId }: { scanId: string }) => scanId === admitted.id)).toMatchObject([
      { label: 'Over 18?', value: true, deviceName: 'API' },
      { label: 'Meal', value: null },
    ]);
    expect(await validate({ code, listId })).toMatchObject({ reason: 'already_used', questions: [] });
  });

  test('are asked again after the scan that answered was taken back, and on another list', async () => {
    const lists = [await newList(), await newList()];
    const [first = '', second = ''] = lists;
    const { id } = await ask({ kind: 'number', label: 'Age', required: true, accessListIds: lists });
    const { code } = await newTicket();
    const answers = { [id]: '42' };
    const admitted = await scan({ code, listId: first, answers });
    expect(verdictOf(admitted)).toBe('recorded admit ok entry');
    expect(await validate({ code, listId: first })).toMatchObject({ questions: [], reason: 'already_used' });
    expect(await validate({ code, listId: second })).toMatchObject({ reason: 'answers_required' });
    await post(`/checkin/scans/${admitted.id}/annul`, { id: uuid() });
    expect(await validate({ code, listId: first })).toMatchObject({ reason: 'answers_required' });
  });

  test('are not asked again of those who only looked in', async () => {
    const list = await newList();
    const { id } = await ask({ kind: 'text', label: 'Name', required: true, accessListIds: [list] });
    const { code } = await newTicket();
    const checked = { code, listId: list, direction: 'check', answers: { [id]: 'Ada' } };
    expect(await verdict(checked)).toBe('recorded admit ok check');
    expect(await verdict({ code, listId: list })).toBe('recorded admit ok entry');
  });

  test('are known to the scans behind in the same request', async () => {
    const list = await newList();
    const { id } = await ask({ kind: 'text', label: 'Name', required: true, accessListIds: [list] });
    const { code } = await newTicket();
    const check = { code, listId: list, direction: 'check' };
    const all = await scans([check, { ...check, answers: { [id]: 'Ada' } }, check]);
    expect(all.map(verdictOf)).toEqual([
      'recorded confirm answers_required check',
      'recorded admit ok check',
      'recorded admit ok check',
    ]);
  });

  test('answered wrongly are told answer by answer, and nothing is kept', async () => {
    const list = await newList();
    const age = await ask({ kind: 'number', label: 'Age', max: 120, accessListIds: [list] });
    const meal = await ask({
      kind: 'choice',
      label: 'Meal',
      options: [{ label: 'A' }],
      accessListIds: [list],
    });
    const { code } = await newTicket();
    const answers = { [age.id]: 121, [meal.id]: 'z', nobody: 'x' };
    const before = await countRows();
    const asked = await post('/checkin/validate', { eventId, code, listId: list, answers, language: 'de' });
    expect(asked.statusCode).toBe(422);
    expect(asked.json()).toMatchObject({
      code: 'checkin.wrong_answers',
      errors: [
        {
          field: 'answers.nobody',
          code: 'unknown_question',
          message: 'Diese Veranstaltung fragt das nicht.',
        },
        { field: `answers.${age.id}`, code: 'too_big', message: 'Höchstens 120.' },
        { field: `answers.${meal.id}`, code: 'not_an_option' },
      ],
    });
    const failed = await scan({ code, listId: list, answers });
    expect(failed).toMatchObject({
      outcome: 'failed',
      problem: {
        code: 'checkin.wrong_answers',
        faults: [{ questionId: 'nobody' }, { questionId: age.id, code: 'too_big' }, { questionId: meal.id }],
      },
    });
    expect(await countRows()).toBe(before);
  });

  test('with more words than a log keeps are refused alone', async () => {
    const list = await newList();
    const texts: string[] = [];
    for (const label of ['A', 'B', 'C'])
      texts.push((await ask({ kind: 'long_text', label, accessListIds: [list] })).id);
    const { code } = await newTicket();
    const answers = Object.fromEntries(texts.map((id) => [id, '👋'.repeat(900)]));
    const note = '👋'.repeat(250);
    const [first = ''] = texts;
    const all = await scans([
      { code, listId: list, answers, note },
      { code, listId: list, answers: { ...answers, [first]: null }, note },
    ]);
    expect(all.map(verdictOf)).toEqual(['checkin.wrong_answers', 'recorded admit ok entry']);
  });
});
