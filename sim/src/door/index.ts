import type { Random } from '../time/random.js';
import { playClock } from './play-clock.js';
import { playDoor } from './play-door.js';
import { playFeeds } from './play-feeds.js';
import { playForks } from './play-forks.js';
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
  if (named !== null) return { invariant: 18, detail: named };
  const fork = playForks(random.fork());
  if (fork !== null) return { invariant: 3, detail: fork };
  const given = await playFeeds(random.fork());
  return given === null ? null : { invariant: 4, detail: given };
}
