import { expect, it } from 'vitest';
import { Random } from '../time/random.js';
import { playReview } from './play-review.js';

it('finds nothing wrong with reviews of drawn logs', () => {
  for (let seed = 1; seed <= 200; seed += 1) expect(playReview(new Random(seed)), `seed ${seed}`).toBeNull();
});
