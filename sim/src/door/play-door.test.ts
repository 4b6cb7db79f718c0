import { expect, it } from 'vitest';
import { Random } from '../time/random.js';
import { playDoor } from './play-door.js';

it('finds nothing wrong with the verdicts at drawn doors', async () => {
  for (let seed = 1; seed <= 60; seed += 1)
    expect(await playDoor(new Random(seed)), `seed ${seed}`).toBeNull();
});
