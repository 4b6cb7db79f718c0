import { preference } from '../../settings/preferences.js';
import type { Face } from '../session/face.js';
import { playSound, shake } from './sound.js';

/** Lets an answer be heard and felt, as far as this phone's people want it. */
export function signal(face: Face): void {
  if (preference('sound')) playSound(face);
  if (preference('shake')) shake(face);
}
