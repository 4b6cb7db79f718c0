import type { Edit, PlantedBug } from '../../seeds/planted-bug.js';

const log = 'scanner/src/store/log';

/** Nothing finds out that there is a row already. */
const overRows: readonly Edit[] = [
  { file: `${log}/own-log.ts`, find: 'rows.add(stored),', replace: 'rows.put(stored),' },
  {
    file: `${log}/own-log.ts`,
    find: "if ((found ?? 0) !== before) throw new Error('rows that are not known here');",
    replace: 'if (found === null) throw new Error(String(before));',
  },
];

/** What a phone keeps of its own scans. */
export const logBugs: readonly PlantedBug[] = [
  {
    name: 'shown-before-durable',
    wrong: 'A verdict is shown as soon as it was decided, before its row is on the disk.',
    edits: [
      {
        file: `${log}/scan.ts`,
        find: 'made.scan = draftScan(prepared, place, this.#writing(prepared));',
        replace: 'made.scan = draftScan(prepared, place, this.#writing(prepared)); made.drafted?.();',
      },
      {
        file: `${log}/scan.ts`,
        find: 'const isWritten = await inTime(writing);',
        replace: `const drafted = new Promise((told) => { made.drafted = () => told(true); });
    const isWritten = await Promise.race([inTime(writing), drafted]);`,
      },
    ],
  },
  {
    name: 'green-though-not-written',
    wrong: 'A verdict whose row could not be written is shown as if it were recorded.',
    edits: [
      {
        file: `${log}/scan.ts`,
        find: "return isWritten && made.scan !== null ? shown : { ...shown, recorded: false, problem: 'storage' };",
        replace: 'return shown;',
      },
    ],
  },
  {
    name: 'not-on-the-disk-yet',
    wrong: 'A transaction of the log counts as done before its bytes are on the disk.',
    edits: [
      {
        file: `${log}/database.ts`,
        find: "chromeTransactionDurability: 'strict'",
        replace: "chromeTransactionDurability: 'relaxed'",
      },
    ],
  },
  {
    name: 'refresh-erases-unsent-scans',
    wrong: 'A page of what other phones scanned takes the place of this phone’s own rows.',
    edits: [
      {
        file: `${log}/scans-feed.ts`,
        find: "this.#database.transaction('rw', blocks, feeds, async () => {\n        await blocks.put(block);",
        replace:
          "this.#database.transaction('rw', blocks, feeds, this.#database.rows, async () => {\n        await this.#database.rows.clear();\n        await blocks.put(block);",
      },
    ],
  },
  {
    name: 'two-tabs-write',
    wrong:
      'Each of two tabs writes behind the last row that it knows itself, over what the other has written.',
    edits: [
      {
        file: `${log}/open-gateway.ts`,
        find: 'void this.#options.ports.hold({ name: LOCK, signal: this.#closing.signal, taken, held }).catch(settled);',
        replace: 'void held().catch(taken);',
      },
      ...overRows,
    ],
  },
  {
    name: 'seq-used-again',
    wrong: 'After a start the phone counts from the row before its last one, and writes over that.',
    edits: [
      {
        file: `${log}/own-log.ts`,
        find: 'const last = rows.at(-1);',
        replace: 'const last = rows.at(-2) ?? rows.at(-1);',
      },
      ...overRows,
    ],
  },
  {
    name: 'chain-not-over-row-before',
    wrong: 'No row names the one before it.',
    edits: [
      {
        file: `${log}/own-log.ts`,
        find: 'const drafted = draft({ seq, previous: this.#tail.hash });',
        replace: 'const drafted = draft({ seq, previous: NO_PREVIOUS });',
      },
      {
        file: `${log}/own-log.ts`,
        find: 'if (!row.ok || stored.seq !== seq + 1 || !equalBytes(row.value.previous, hash)) {',
        replace: 'if (!row.ok || stored.seq !== seq + 1 || hash.length === 0) {',
      },
    ],
  },
  {
    name: 'scans-page-taken-twice',
    wrong: 'A page that is held already is taken again, and the position goes back to it.',
    edits: [
      {
        file: `${log}/scans-feed.ts`,
        find: "if (page.to <= count) return 'already_held';",
        replace: '',
      },
    ],
  },
];
