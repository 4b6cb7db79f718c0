import { readDoorSettings } from '@gatehouse/shared/door-settings';
import { afterEach, expect, test } from 'vitest';
import { isLocked, obeyOrganiser, prefer, preference } from './preferences.js';

afterEach(() => obeyOrganiser(readDoorSettings(undefined)));

test('nobody said anything: sound and vibration, no voice, the right hand', () => {
  expect(preference('sound')).toBe(true);
  expect(preference('shake')).toBe(true);
  expect(preference('voice')).toBe(false);
  expect(preference('hand')).toBe('right');
  expect(preference('autoClear')).toBe(1200);
});

test('what the organiser proposes gives way to what is chosen here, and what is locked does not', () => {
  obeyOrganiser(readDoorSettings({ preset: { hand: 'left', textSize: 'large' }, locked: ['textSize'] }));
  expect(preference('hand')).toBe('left');
  prefer('hand', 'right');
  prefer('textSize', 'normal');
  expect([preference('hand'), preference('textSize')]).toEqual(['right', 'large']);
  expect([isLocked('hand'), isLocked('textSize')]).toEqual([false, true]);
  obeyOrganiser(readDoorSettings({ preset: { hand: 'left' }, locked: ['hand'] }));
  expect(preference('hand')).toBe('left');
  obeyOrganiser(readDoorSettings({}));
  expect([preference('hand'), preference('textSize')]).toEqual(['right', 'normal']);
});

test('what another version of the server says is taken as far as it is understood', () => {
  const settings = readDoorSettings({
    preset: { sound: 'loud', voice: true, smell: true, autoClear: 1300, camera: 'front' },
    locked: ['voice', 'smell', 7],
    kioskPin: { salt: 'a', hash: 'b' },
  });
  expect(settings).toEqual({ preset: { voice: true, camera: 'front' }, locked: ['voice'], kioskPin: null });
  expect(readDoorSettings(null)).toEqual({ preset: {}, locked: [], kioskPin: null });
});
