import { expect, it } from 'vitest';
import { mayUndo, type UndoneScan } from './index.js';

const steward = { device: 'a', profile: { mayConfirm: true, mayOverride: true, maySupervise: false } };
const supervisor = { device: 'b', profile: { ...steward.profile, maySupervise: true } };
const scan: UndoneScan = { device: 'a', at: 0, effect: 'entry', isUndone: false };
const minute = 60_000;

it('lets the same phone undo for ten minutes and a supervisor for ever', () => {
  expect(mayUndo(scan, steward, 10 * minute - 1)).toBe('allowed');
  expect(mayUndo(scan, steward, 10 * minute)).toBe('supervisor_needed');
  expect(mayUndo(scan, { ...steward, device: 'b' }, minute)).toBe('supervisor_needed');
  expect(mayUndo(scan, supervisor, 1000 * minute)).toBe('allowed');
});

it('undoes what let somebody through, once', () => {
  expect(mayUndo({ ...scan, effect: 'exit' }, steward, minute)).toBe('allowed');
  expect(mayUndo({ ...scan, effect: 'person' }, steward, minute)).toBe('allowed');
  for (const effect of ['none', 'check'] as const)
    expect(mayUndo({ ...scan, effect }, supervisor, minute)).toBe('nothing_to_undo');
  expect(mayUndo({ ...scan, isUndone: true }, supervisor, minute)).toBe('nothing_to_undo');
});
