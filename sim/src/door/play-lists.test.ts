import { expect, it } from 'vitest';
import { Random } from '../time/random.js';
import { playLists } from './play-lists.js';

it('finds nothing wrong with the lists that phones have', async () => {
  for (let seed = 1; seed <= 100; seed += 1)
    expect(await playLists(new Random(seed)), `seed ${seed}`).toBeNull();
});
