import type { Face } from '../session/face.js';
import { isWanted } from './preferences.js';
import { playSound, shake } from './sound.js';

/** Lets an answer be heard and felt, as far as this phone's people want it. */
export function signal(face: Face): void {
  if (isWanted('sound')) playSound(face);
  if (isWanted('shake')) shake(face);
}
