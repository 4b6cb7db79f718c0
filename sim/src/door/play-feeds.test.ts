import { expect, it } from 'vitest';
import { Random } from '../time/random.js';
import { playFeeds } from './play-feeds.js';

it('finds nothing wrong with the positions that rows are given', async () => {
  for (let seed = 1; seed <= 30; seed += 1)
    expect(await playFeeds(new Random(seed)), `seed ${seed}`).toBeNull();
});
