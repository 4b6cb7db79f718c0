import type { Random } from '../time/random.js';
import { playClock } from './play-clock.js';
import { playDoor } from './play-door.js';
import { playLists } from './play-lists.js';
import { playPeople } from './play-people.js';
import { type Broken, playReview } from './play-review.js';
import { playServer } from './play-server.js';

const LOGS = 2;

/** The rules alone, without phones, lines and disks: what one door decides, and what becomes of it. */
export async function playRules(random: Random): Promise<Broken | null> {
  for (let log = 0; log < LOGS; log += 1) {
    const review = playReview(random.fork());
    if (review !== null) return review;
  }
  const time = playClock(random.fork());
  if (time !== null) return { invariant: 12, detail: time };
  const list = await playLists(random.fork());
  if (list !== null) return { invariant: 11, detail: list };
  const detail = await playDoor(random.fork());
  if (detail !== null) return { invariant: 17, detail };
  const server = await playServer(random.fork());
  if (server !== null) return server;
  const named = await playPeople(random.fork());
  return named === null ? null : { invariant: 18, detail: named };
}
