import type { PlantedBug } from '../../seeds/planted-bug.js';

const review = 'shared/src/checkin/review';

/** Which of two admissions stands, and who is inside. */
export const reviewBugs: readonly PlantedBug[] = [
  {
    name: 'winner-by-arrival',
    wrong: 'The row that came first stands, whichever was written first.',
    edits: [
      {
        file: `${review}/place.ts`,
        find: 'return a.estimate - b.estimate || byDevice(a.row, b.row);',
        replace: 'return a === b ? 1 : 0;',
      },
    ],
  },
  {
    name: 'own-order-ignored',
    wrong: 'A row may lie before the one that its phone wrote before it.',
    edits: [
      {
        file: `${review}/place.ts`,
        find: 'estimate = Math.max(estimate, Math.min(Math.max(row.estimate, earliest), last));',
        replace: 'estimate = Math.min(Math.max(row.estimate, earliest), last);',
      },
    ],
  },
  {
    name: 'sure-by-estimates',
    wrong: 'An order is called sure although the bounds of the clocks overlap.',
    edits: [
      {
        file: `${review}/place.ts`,
        find: 'byDevice(a.row, b.row) < 0 : a.latest < b.earliest;',
        replace: 'byDevice(a.row, b.row) < 0 : a.estimate < b.estimate;',
      },
    ],
  },
  {
    name: 'dead-code-displaces',
    wrong: 'An admission by a dead code takes the place of the ticket’s new holder.',
    edits: [
      {
        file: `${review}/stale.ts`,
        find: 'const what = deathAt(placed.estimate, placed.row, dated);',
        replace: 'const what = null;',
      },
    ],
  },
  {
    name: 'second-admission-stands',
    wrong: 'Two admissions of a ticket stand that lets in one person once.',
    edits: [
      {
        file: `${review}/step.ts`,
        find: "if (move.kind === 'entry' && last && !grounds.some((by) => isAllowed(presence, entry, by)))",
        replace: 'if (last && last.id === move.id)',
      },
    ],
  },
  {
    name: 'undone-still-counts',
    wrong: 'A scan that was taken back goes on standing.',
    edits: [
      {
        file: `${review}/review.ts`,
        find: "if (undone.has(row.id)) return { status: 'undone', sure: true };",
        replace: '',
      },
    ],
  },
  {
    name: 'extras-not-inside',
    wrong: 'Who was let in although the ticket was used is not counted as inside.',
    edits: [
      {
        file: `${review}/inside.ts`,
        find: "return row.effect === 'entry' && (review.status === 'extra' || review.status === 'stale');",
        replace: 'return false;',
      },
    ],
  },
  {
    name: 'exit-from-outside-subtracts',
    wrong: 'Who leaves without having come in makes the count smaller.',
    edits: [
      {
        file: 'shared/src/checkin/presence.ts',
        find: 'const leaving = Math.min(presence.inside, move.persons);',
        replace: 'const leaving = move.persons;',
      },
    ],
  },
];
