import type { PlantedBug } from '../../seeds/planted-bug.js';

const file = 'shared/src/clock/clock.ts';

/** What a phone takes for the time. */
export const clockBugs: readonly PlantedBug[] = [
  {
    name: 'raw-clock',
    wrong: 'The phone’s own clock is the time, and nobody doubts it.',
    edits: [
      {
        file,
        find: 'return { estimate, earliest, latest, unsure: !isNarrow && !isBelievable(clock, believed) };',
        replace:
          'return { estimate: reading.wall, earliest: reading.wall, latest: reading.wall, unsure: false };',
      },
    ],
  },
  {
    name: 'offset-forgotten',
    wrong: 'How far the phone’s clock is off is not added to what it says.',
    edits: [
      {
        file,
        find: 'const believed = reading.wall + clock.offset;',
        replace: 'const believed = reading.wall;',
      },
    ],
  },
  {
    name: 'sleep-unnoticed',
    wrong: 'After a sleep the upper bound goes on from a clock that stood still.',
    edits: [
      {
        file,
        find: 'if (sample.mostParting - sample.leastParting > PARTED_MS) return { earliest, latest: null };',
        replace: '',
      },
    ],
  },
  {
    name: 'round-trip-not-counted',
    wrong: 'The time that an answer was on its way is left out of the upper bound.',
    edits: [
      {
        file,
        find: 'const sinceQuestion = Math.max(0, monotonic - sample.sent) + UNSEEN_SLEEP_MS;',
        replace: 'const sinceQuestion = Math.max(0, monotonic - sample.received);',
      },
    ],
  },
  {
    name: 'time-by-wall-alone',
    wrong: 'The review orders rows by what the phones’ own clocks said.',
    edits: [
      {
        file: 'shared/src/door/review-row.ts',
        find: 'const { estimate, earliest, latest } = row.time;',
        replace: 'const { wall: estimate, earliest, latest } = row.time;',
      },
    ],
  },
];
