import { doorActs } from './door.js';
import { looks } from './looks.js';
import { peopleActs } from './people.js';
import { phoneActs } from './phones.js';
import { openStudio, type Surroundings } from './studio.js';

const acts = [...phoneActs.slice(0, 3), ...doorActs, ...peopleActs, ...phoneActs.slice(3)];

/**
 * Takes what is not on the way of one phone through its shift. What cannot be taken is told of, and keeps none of the
 * others away.
 */
export async function takeStates(given: Surroundings, faults: string[]): Promise<void> {
  for (const look of looks) {
    const wanted = acts.filter(({ pictures }) =>
      pictures.some((name) => look.only?.includes(name) !== false),
    );
    const studio = await openStudio(given, look, faults);
    for (const { pictures, play } of wanted)
      await play(studio).catch((error: unknown) => {
        faults.push(
          `${look.prefix}${pictures.join(', ')}: ${String(error).split('\n').slice(0, 3).join(' ')}`,
        );
      });
    await studio.close();
  }
}
