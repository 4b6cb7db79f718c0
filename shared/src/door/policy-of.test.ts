import { expect, it } from 'vitest';
import { sampleRoot } from '../vectors/test/sample-root.js';
import { testBytes } from '../vectors/test/test-keys.js';
import { policyOf } from './index.js';

const keys = { ticket: testBytes('ticket key', 32), device: testBytes('device key', 65) };
const root = sampleRoot(keys, { core: [], media: [] });

it('takes over what the root says', () => {
  const policy = policyOf(root, 'steward');
  expect(policy).toMatchObject({
    events: [
      { id: 4711, keys: [{ kid: 3, status: 'active' }] },
      { id: 9, keys: [{ kid: 0, status: 'list-only' }] },
    ],
    times: root.times,
    offsets: root.offsets,
    gates: [{ id: root.gates[0]?.id, from: null }],
    questions: [{ required: true, classes: [7] }],
    lists: [{ entry: 'single', rule: { any: [{ term: 'weekday', is: [6, 7] }] } }],
  });
});

it.each([
  ['steward', { mayConfirm: true, mayOverride: false, maySupervise: false }],
  ['supervisor', { mayConfirm: true, mayOverride: true, maySupervise: true }],
  ['kiosk', { mayConfirm: false, mayOverride: false, maySupervise: false }],
] as const)('lets a %s do what the profile may', (profile, may) => {
  expect(policyOf(root, profile).profile).toEqual(may);
});

it('names other events, and none whose codes are good here', () => {
  const others = [
    { id: 12, name: 'Next door' },
    { id: 9, name: 'The pass' },
    { id: 4711, name: 'Itself' },
  ];
  const alone = { ...root, dates: [] };
  expect(policyOf(alone, 'steward', others).otherEvents).toEqual([{ id: 12, name: 'Next door' }]);
});

it('knows other dates of the series from the root, and by their day where the phone serves them too', () => {
  const [date, pass] = root.dates;
  if (date === undefined || pass === undefined) throw new Error('the sample has other dates');
  const served = [{ id: date.id, name: 'The same name' }];
  expect(policyOf(root, 'steward', served).otherEvents).toEqual([date, pass]);
  const good = {
    ...root,
    events: [...root.events, { id: pass.id, salt: new Uint8Array(16), keys: [], rotation: null }],
  };
  expect(policyOf(good, 'steward').otherEvents).toEqual([date]);
});

it('takes a list without a rule', () => {
  const [list] = root.lists;
  if (list === undefined) throw new Error('the sample has a list');
  const withoutRule = { ...root, lists: [{ ...list, rule: undefined }] };
  expect(policyOf(withoutRule, 'steward').lists[0]?.rule).toBeNull();
});
