import type { PlantedBug } from '../../seeds/planted-bug.js';

/** How a list of tickets comes to a phone. */
export const listBugs: readonly PlantedBug[] = [
  {
    name: 'roll-back-accepted',
    wrong: 'A list that is older than the one held takes its place.',
    edits: [
      {
        file: 'shared/src/manifest/root.ts',
        find: "if (order < 0) return 'rolled_back';",
        replace: '',
      },
    ],
  },
  {
    name: 'tickets-gap-ignored',
    wrong: 'A page of tickets is taken although pages before it are missing.',
    edits: [
      {
        file: 'shared/src/manifest/manifest.ts',
        find: "if (page.from > held.count) return refused('gap');",
        replace: '',
      },
    ],
  },
  {
    name: 'tickets-page-taken-twice',
    wrong: 'A page of tickets that is held already is laid over newer ones.',
    edits: [
      {
        file: 'shared/src/manifest/manifest.ts',
        find: "if (page.to <= held.count) return refused('already_held');",
        replace: '',
      },
    ],
  },
  {
    name: 'tickets-of-another-life',
    wrong: 'A page of tickets from before the server was restored is taken.',
    edits: [
      {
        file: 'shared/src/manifest/manifest.ts',
        find: "if (page.start !== held.start) return refused('other_life');",
        replace: '',
      },
    ],
  },
  {
    name: 'pages-lost-with-a-new-root',
    wrong: 'A new root forgets the pages that reach beyond its parts.',
    edits: [
      {
        file: 'shared/src/manifest/manifest.ts',
        find: 'return keepsPages ? { ...before, ...held } : { ...held, ...unchanged, tickets: root.tickets };',
        replace:
          'return keepsPages ? { ...before, ...held, ...unchanged } : { ...held, ...unchanged, tickets: root.tickets };',
      },
    ],
  },
];
