import { expect, it } from 'vitest';
import { Random } from '../time/random.js';
import { playForks } from './play-forks.js';

it('finds nothing wrong with what is kept of rows that were here before', () => {
  for (let seed = 1; seed <= 300; seed += 1) expect(playForks(new Random(seed)), `seed ${seed}`).toBeNull();
});
