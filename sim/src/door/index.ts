import type { Random } from '../time/random.js';
import { playDoor } from './play-door.js';
import { type Broken, playReview } from './play-review.js';

/** The rules alone, without phones, lines and disks: what one door decides, and what becomes of it. */
export async function playRules(random: Random): Promise<Broken | null> {
  const review = playReview(random.fork());
  if (review !== null) return review;
  const detail = await playDoor(random.fork());
  return detail === null ? null : { invariant: 17, detail };
}
