import {
  type FieldKindName,
  ruleLimits,
  ruleProblem,
  ruleSchema,
  shapeOf,
  termNames,
} from '@gatehouse/shared/checkin';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { create, dataOf, send } from '../../../test/answers.js';
import { type Actor, createActor, newEvent, startTestApp, type TestApp } from '../../../test/test-app.js';

let gatehouse: TestApp;
let owner: Actor;
let at: string;
let ids: { type: string; gate: string; otherType: string; otherGate: string };

beforeAll(async () => {
  gatehouse = await startTestApp();
  owner = await createActor(gatehouse.app, 'harbour');
  const place = await newPlace('Here');
  const other = await newPlace('Elsewhere');
  at = place.at;
  ids = { type: place.type, gate: place.gate, otherType: other.type, otherGate: other.gate };
});
afterAll(() => gatehouse[Symbol.asyncDispose]());

async function newPlace(name: string) {
  const { id } = await create(owner, '/events', newEvent(name));
  const path = `/events/${id}`;
  const zone = await create(owner, `${path}/zones`, { name: 'Hall' });
  const gate = await create(owner, `${path}/gates`, { name: 'North', toZoneId: zone.id });
  const type = await create(owner, `${path}/ticket-types`, { name: 'Day' });
  await create(owner, `${path}/ticket-types`, { name: 'Night' });
  return { at: path, type: type.id, gate: gate.id };
}

let lists = 0;

async function save(rule: unknown) {
  lists += 1;
  const payload = { name: `List ${lists}`, classes: [1], rule };
  return owner.request({ method: 'POST', url: `/api/v1${at}/access-lists`, payload });
}

/** `field code` of what is wrong with the rule. */
async function refusal(rule: unknown): Promise<string[]> {
  const answer = await save(rule);
  expect(answer.statusCode).toBe(422);
  return answer
    .json<{ errors: { field: string; code: string }[] }>()
    .errors.map(({ field, code }) => `${field} ${code}`);
}

describe('the rule of an access list', () => {
  test('is kept, changed and taken away, and media are admitted unless the list says otherwise', async () => {
    const rule = {
      any: [
        { term: 'ticket_type', in: [ids.type] },
        {
          all: [
            { term: 'now', is: 'after', moment: { timeOfDay: '18:00' } },
            { term: 'gate', in: [ids.gate] },
          ],
        },
      ],
    };
    const made = dataOf(await save(rule), 201);
    expect(made).toMatchObject({ rule, byMedium: 'admit' });
    const url = `/api/v1${at}/access-lists/${made.id}`;
    expect(dataOf(await owner.request({ method: 'GET', url }))).toMatchObject({ rule });
    const change = async (payload: object) => dataOf(await owner.request({ method: 'PATCH', url, payload }));
    expect(await change({ byMedium: 'refuse' })).toMatchObject({ rule, byMedium: 'refuse' });
    expect(await change({ rule: { term: 'inside', is: false } })).toMatchObject({
      rule: { term: 'inside', is: false },
    });
    expect(await change({ rule: null })).toMatchObject({ rule: null });
  });

  test('names nothing that is not of its event, and no term that nobody knows', async () => {
    const bad = 'events.wrong_rule';
    expect(await refusal({ term: 'moon' })).toEqual([`rule.term ${bad}`]);
    expect(await refusal({})).toEqual([`rule ${bad}`]);
    expect(await refusal({ all: [] })).toEqual([`rule ${bad}`]);
    expect(await refusal({ all: [{ term: 'weekday', in: [8] }] })).toEqual([`rule.all.0.in ${bad}`]);
    expect(await refusal({ term: 'inside', is: true, more: 1 })).toEqual([`rule.more ${bad}`]);
    expect(await refusal({ any: [{ term: 'gate', in: [ids.gate, ids.otherGate] }] })).toEqual([
      'rule.any.0.in events.unknown_gate',
    ]);
    expect(await refusal({ term: 'ticket_type', in: [ids.otherType] })).toEqual([
      'rule.in events.unknown_ticket_type',
    ]);
    expect(await refusal({ term: 'ticket_type', in: ['Day'] })).toEqual([
      'rule.in events.unknown_ticket_type',
    ]);
    expect(await refusal({ term: 'variation', in: ['adult'] })).toEqual([`rule.in ${bad}`]);
    // Where there is one date, nothing is told apart by it.
    expect(await refusal({ term: 'date', in: [at.slice('/events/'.length)] })).toEqual([
      'rule.in events.unknown_date',
    ]);
    const deep = (levels: number): object =>
      levels === 1 ? { term: 'inside', is: true } : { all: [deep(levels - 1)] };
    dataOf(await save(deep(ruleLimits.depth)), 201);
    expect(await refusal(deep(ruleLimits.depth + 1))).toHaveLength(1);
    const wide = (groups: number) => ({
      any: Array.from({ length: groups }, () => ({
        all: Array.from({ length: 10 }, () => ({ term: 'inside', is: true })),
      })),
    });
    dataOf(await save(wide(ruleLimits.terms / 10)), 201);
    expect(await refusal(wide(ruleLimits.terms / 10 + 1))).toEqual([`rule ${bad}`]);
  });

  test('keeps what it names', async () => {
    const list = dataOf(
      await save({
        all: [
          { term: 'gate', in: [ids.gate] },
          { term: 'ticket_type', in: [ids.type] },
        ],
      }),
      201,
    );
    expect(await send(owner, `DELETE ${at}/gates/${ids.gate}`)).toBe('409 events.gate_in_use');
    expect(await send(owner, `DELETE ${at}/ticket-types/${ids.type}`)).toBe('409 events.class_in_use');
    expect(await send(owner, `DELETE ${at}/access-lists/${list.id}`)).toBe('204');
  });
});

describe('the schema of rules', () => {
  const isRule = new Ajv({ strict: false }).compile({ $id: 'Rule', ...ruleSchema('Rule#') });
  const value = fc.oneof(
    fc.constantFrom('after', '<', '>=', '2027-02-28', '18:00', '', ' x', true, null, 0, 8, 1441, -1, 1.5),
    fc.constantFrom([], ['a'], ['a', 'a'], [1, 7], [8], ['2027-02-28'], ['2027-13-01'], [' x'], [1, 'a']),
    fc.constantFrom(
      { at: 5 },
      { at: -1 },
      { event: 'end' },
      { event: 'x' },
      { timeOfDay: '24:00' },
      { at: 1, x: 1 },
    ),
  );
  const good: Readonly<Record<FieldKindName, unknown>> = {
    names: ['a'],
    dates: ['2027-02-28'],
    weekdays: [1, 7],
    comparison: '<',
    side: 'after',
    count: 8,
    tolerance: 8,
    flag: true,
    moment: { event: 'end' },
  };
  const term = fc
    .constantFrom(...termNames, 'moon')
    .chain((name) =>
      fc.record(
        Object.fromEntries([
          ['term', fc.constant(name)],
          ...Object.entries(shapeOf(name)?.fields ?? {}).map(([field, kind]) => [
            field,
            fc.oneof({ weight: 4, arbitrary: fc.constant(good[kind]) }, { weight: 1, arbitrary: value }),
          ]),
          ['more', fc.constantFrom(undefined, undefined, undefined, 1)],
        ]),
        { requiredKeys: ['term'] },
      ),
    );

  test('takes what the table takes', () => {
    let taken = 0;
    const rule = fc.oneof(
      term,
      fc.array(term, { maxLength: 2 }).map((all) => ({ all })),
      fc.array(term, { maxLength: 2 }).map((any) => ({ any: [{ all: any }] })),
    );
    fc.assert(
      fc.property(rule, (made) => {
        const problem = ruleProblem(made);
        expect(isRule(made), JSON.stringify([made, problem])).toBe(problem === null);
        if (problem === null) taken += 1;
      }),
      { numRuns: 20_000 },
    );
    expect(taken).toBeGreaterThan(100);
  });
});
