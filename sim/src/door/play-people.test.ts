import { expect, it } from 'vitest';
import { Random } from '../time/random.js';
import { playPeople } from './play-people.js';

it('finds nothing wrong with who is named when a code is shown', async () => {
  for (let seed = 1; seed <= 100; seed += 1)
    expect(await playPeople(new Random(seed)), `seed ${seed}`).toBeNull();
});
