import type { InvariantId, Size } from '../outcome.js';
import type { Random } from '../time/random.js';
import { scales } from '../world/size.js';
import type { Tally } from '../world/tally.js';
import { playClock } from './play-clock.js';
import { playDoor } from './play-door.js';
import { playFeeds } from './play-feeds.js';
import { playForks } from './play-forks.js';
import { playLists } from './play-lists.js';
import { playPeople } from './play-people.js';
import { type Broken, playReview } from './play-review.js';
import { playServer } from './play-server.js';

type Game = (random: Random) => Broken | null | Promise<Broken | null>;

const doorGame = saying(17, playDoor);
const peopleGame = saying(18, playPeople);
const games: readonly Game[] = [
  saying(12, playClock),
  saying(11, playLists),
  doorGame,
  playServer,
  peopleGame,
  saying(3, playForks),
  saying(4, playFeeds),
];

/** The rules alone, without phones, lines and disks: what one door decides, and what becomes of it. */
export async function playRules(
  random: Random,
  { size, tally }: { readonly size: Size; readonly tally: Tally },
): Promise<Broken | null> {
  const { gameChance, logs } = scales[size];
  const draws = Array.from({ length: logs }, () => random.fork());
  for (const draw of draws) {
    const review = playReview(draw);
    if (review !== null) return review;
  }
  // Those of a large world are drawn as if nobody had asked which of them are played.
  const drawn = games.map((game) => ({ game, draw: random.fork() }));
  for (const { game, draw } of drawn) {
    if (gameChance < 1 && !random.chance(gameChance)) continue;
    if (game === doorGame) tally.note('check 17');
    if (game === peopleGame) tally.note('check 18');
    const broken = await game(draw);
    if (broken !== null) return broken;
  }
  return null;
}

function saying(
  invariant: InvariantId,
  play: (random: Random) => string | null | Promise<string | null>,
): Game {
  return async (random) => {
    const detail = await play(random);
    return detail === null ? null : { invariant, detail };
  };
}
