import type { PlantedBug } from '../../seeds/planted-bug.js';

const checkin = 'shared/src/checkin';

/** Who is let in, and who out. */
export const decisionBugs: readonly PlantedBug[] = [
  {
    name: 'lower-generation-admitted',
    wrong: 'A code that was given away is good although the list has its successor.',
    edits: [
      {
        file: `${checkin}/checks/generation.ts`,
        find: 'return code.generation < Math.max(listed, ticket.newestGeneration)',
        replace: 'return listed < 0',
      },
    ],
  },
  {
    name: 'wrong-event-admitted',
    wrong: 'A code of another event is looked up as if it were of this one.',
    edits: [
      {
        file: `${checkin}/checks/event.ts`,
        find: 'if (code === null || policy.events.some(({ id }) => id === code.event)) return nothing;',
        replace: 'if (code !== undefined) return nothing;',
      },
    ],
  },
  {
    name: 'forged-code-admitted',
    wrong: 'A code with a signature that does not hold is good.',
    edits: [
      {
        file: `${checkin}/checks/key.ts`,
        find: "return isKnown || code.signature === 'bad' ? refuse({ code: 'forged' }) : nothing;",
        replace: 'return isKnown ? nothing : nothing;',
      },
    ],
  },
  {
    name: 'dead-key-admitted',
    wrong: 'A code that a revoked key has signed is good.',
    edits: [
      {
        file: `${checkin}/checks/key.ts`,
        find: "if (status === 'dead') return refuse({ code: 'key_revoked' });",
        replace: '',
      },
    ],
  },
  {
    name: 'cancelled-ticket-admitted',
    wrong: 'A ticket that the list calls cancelled is good.',
    edits: [
      {
        file: `${checkin}/checks/state.ts`,
        find: "if (own !== 'good') return refuse({ code: own, parent: false });",
        replace: '',
      },
    ],
  },
  {
    name: 'used-ticket-admitted',
    wrong: 'A ticket that this very phone has let in is let in again.',
    edits: [
      {
        file: `${checkin}/checks/history.ts`,
        find: 'if (obstacle === null || !last) return nothing;',
        replace: 'if (obstacle !== undefined) return nothing;',
      },
    ],
  },
  {
    name: 'exit-refused-for-money',
    wrong: 'Who has not paid is not let out.',
    edits: [
      {
        file: `${checkin}/outcome.ts`,
        find: 'return reasons[reasonOf[explanation.code]].stopsExit',
        replace: "return reasons[reasonOf[explanation.code]].stopsExit || explanation.code === 'unpaid'",
      },
    ],
  },
  {
    name: 'static-code-admitted',
    wrong: 'A picture of a code is good where the code has to change.',
    edits: [
      {
        file: `${checkin}/checks/rotation.ts`,
        find: "return isRequired ? refuse({ code: 'static_code' }) : nothing;",
        replace: 'return nothing;',
      },
    ],
  },
  {
    name: 'static-code-opens-no-detail',
    wrong: 'Only a code that changes opens who holds the ticket, and a picture of it opens nothing.',
    edits: [
      {
        file: 'scanner/src/store/people/shown-people.ts',
        find: "if (parsed?.form === 'native' || parsed?.form === 'rotating') {",
        replace: "if (parsed?.form === 'rotating') {",
      },
    ],
  },
  {
    name: 'typed-code-admits',
    wrong: 'A typed code lets somebody in although nobody has been asked.',
    edits: [
      {
        file: `${checkin}/checks/history.ts`,
        find: "if (code !== null || scan.how === 'camera') return nothing;",
        replace: "if (code !== null || scan.how === 'camera' || scan.how === 'typed') return nothing;",
      },
    ],
  },
  {
    name: 'add-on-admitted-without-links',
    wrong: 'A ticket that is not on the list is let in because nobody knows its add-ons yet.',
    edits: [
      {
        file: `${checkin}/checks/list.ts`,
        find: "return mayHaveMatch ? confirm({ code: 'list_incomplete' }) : refuse({ code: 'wrong_list' });",
        replace: "return mayHaveMatch ? nothing : refuse({ code: 'wrong_list' });",
      },
    ],
  },
  {
    name: 'late-undo-displaces',
    wrong: 'Anybody takes back a scan hours later.',
    edits: [
      {
        file: `${checkin}/undo.ts`,
        find: 'const isRecent = now - scan.at < OWN_UNDO_MS;',
        replace: 'const isRecent = true;',
      },
    ],
  },
  {
    name: 'unsure-time-refuses',
    wrong: 'A phone that is unsure of the time refuses by it all the same.',
    edits: [
      {
        file: `${checkin}/outcome.ts`,
        find: "if (finding.byTime && now.unsure) return asked(outcome, { code: 'clock_unsure', because: explanation });",
        replace: '',
      },
    ],
  },
];
