import { decodeDetails } from '@gatehouse/shared/log';
import type { Manifest, Root } from '@gatehouse/shared/manifest';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createPhone } from './test/storage.js';
import { codeOf, LIST, manifestOf, pageOf, stands, type TestPhone, verdictOf } from './test/world.js';

const question: Root['questions'][number] = {
  id: 'name',
  lists: [LIST],
  classes: [7],
  required: true,
  mode: 'asked',
  kind: 'text',
  label: 'Name',
  hint: null,
  options: [],
  min: 2,
  max: null,
};
const questions = [
  question,
  { ...question, id: 'age', kind: 'number', required: false, label: 'Age', min: null },
];
const answers = { name: ' Ada  Lovelace ', age: null };
const asked = { result: 'confirm', reason: 'answers_required' };
const admitted = { result: 'admit', reason: 'ok' };

/** A list that lets in any number of times, so that only its questions stand in the way. */
function askingManifest(): Manifest {
  const manifest = manifestOf(['one', 'two']);
  const lists = manifest.root.lists.map((list) => ({ ...list, entry: 'multiple' as const }));
  return { ...manifest, root: { ...manifest.root, questions, lists } };
}

let phone: TestPhone;
beforeEach(async () => {
  phone = createPhone(askingManifest());
  await phone.start();
});
afterEach(() => phone.kill());

/** The same code again as a scan of its own. */
async function again(ticket = 'one') {
  phone.wait(180_000);
  return verdictOf(await phone.see(await codeOf(ticket)));
}

describe('a question', () => {
  it('is asked until its answer fits, and what fits lies beside the row', async () => {
    const first = await phone.see(await codeOf('one'));
    expect(verdictOf(first)).toEqual(asked);
    for (const bad of [{}, { name: 'A', age: 3 }, { name: '', age: null }]) {
      const still = await phone.see(await codeOf('one'), { confirms: first.id, answers: bad });
      expect(verdictOf(still)).toEqual(asked);
    }
    const done = await phone.see(await codeOf('one'), { confirms: first.id, answers });
    expect(verdictOf(done)).toEqual(admitted);
    const { rows } = await phone.gateway.rowsToSend(10);
    const said = rows.map(({ details }) => decodeDetails(details ?? new Uint8Array()));
    expect(said.map((one) => one.ok && one.value.answers)).toEqual([
      [],
      [],
      [{ question: 'age', answer: '3' }],
      [{ question: 'age', answer: '' }],
      [
        { question: 'name', answer: '"Ada Lovelace"' },
        { question: 'age', answer: '' },
      ],
    ]);
  });

  it('is asked once, also after a restart, and again when the scan is taken back', async () => {
    const done = await phone.see(await codeOf('one'), { answers });
    expect(await again()).toEqual(admitted);
    await phone.kill();
    await phone.start();
    expect(await again()).toEqual(admitted);
    expect(await again('two')).toEqual(asked);
    phone.profile = 'supervisor';
    expect(await phone.gateway.undo(done.id)).toBe('done');
    expect(await again()).toEqual(asked);
  });

  it('that was answered while somebody only looked is not asked at the entrance', async () => {
    const { eventId, gateId } = { eventId: '01900000-0000-7000-8000-00000000ee01', gateId: null };
    const check = { eventId, gateId, listId: LIST, direction: 'check' } as const;
    const looked = await phone.gateway.scan({ text: await codeOf('one'), how: 'camera', answers }, check);
    expect(looked.decision).toMatchObject({ result: 'admit', effect: 'check' });
    expect(await again()).toEqual(admitted);
    expect(await phone.gateway.undo(looked.id)).toBe('nothing_to_undo');
  });

  it('that was answered at another phone is not asked here, as long as that scan stands', async () => {
    const other = createPhone(askingManifest(), 'd2');
    await other.start();
    await other.see(await codeOf('one'), { answers });
    const [bytes = new Uint8Array()] = await other.rows();
    await other.kill();
    expect(await again()).toEqual(asked);
    const row = { bytes, answered: true };
    await phone.gateway.takeScansPage(pageOf(0, [{ ...row, review: stands }]));
    expect(await again()).toEqual(admitted);
    await phone.kill();
    await phone.start();
    expect(await again()).toEqual(admitted);
    const undone = { ...stands, standing: 'undone' } as const;
    await phone.kill();
    phone = createPhone(askingManifest(), 'd3');
    await phone.start();
    await phone.gateway.takeScansPage(pageOf(0, [{ ...row, review: undone }]));
    expect(await again()).toEqual(asked);
  });
});
