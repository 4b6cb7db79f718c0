import { expect, it } from 'vitest';
import { Random } from '../time/random.js';
import { playServer } from './play-server.js';

it('finds nothing wrong with what the server counts', async () => {
  for (let seed = 1; seed <= 200; seed += 1)
    expect(await playServer(new Random(seed)), `seed ${seed}`).toBeNull();
});
