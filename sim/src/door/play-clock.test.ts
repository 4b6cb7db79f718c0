import { expect, it } from 'vitest';
import { Random } from '../time/random.js';
import { playClock } from './play-clock.js';

it('finds nothing wrong with what a phone takes for the time', () => {
  for (let seed = 1; seed <= 500; seed += 1) expect(playClock(new Random(seed)), `seed ${seed}`).toBeNull();
});
