import type { PlantedBug } from '../planted-bug.js';

const log = 'scanner/src/store/log';

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
    name: 'killed-verdict-refused',
    wrong: 'Who was let in by a row that nobody saw, because the phone died, is refused when scanned again.',
    edits: [{ file: `${log}/scan.ts`, find: 'if (before !== undefined) {', replace: 'if (false) {' }],
  },
  {
    name: 'seq-used-again',
    wrong: 'After a reload the next row takes the place of the last one.',
    edits: [
      {
        file: `${log}/own-log.ts`,
        find: 'const rows = await this.#rowsBehind(this.#tail.seq, CHUNK);',
        replace: 'const rows = (await this.#rowsBehind(this.#tail.seq, CHUNK)).slice(0, -1);',
      },
      {
        file: `${log}/own-log.ts`,
        find: '      await this.#catchUp();\n      if (this.#tail.row?.id === id) return null;',
        replace: '      if (this.#tail.row?.id === id) return null;',
      },
      { file: `${log}/own-log.ts`, find: 'await rows.add(stored);', replace: 'await rows.put(stored);' },
    ],
  },
  {
    name: 'two-tabs-write',
    wrong: 'Two tabs write at once, each behind the last row that it knows.',
    edits: [
      {
        file: `${log}/open-gateway.ts`,
        find: 'void this.#options.ports.hold({ name: LOCK, signal: this.#closing.signal, taken, held }).catch(settled);',
        replace: 'void held().catch(settled);',
      },
      {
        file: `${log}/own-log.ts`,
        find: '      await this.#catchUp();\n      if (this.#tail.row?.id === id) return null;',
        replace: '      if (this.#tail.row?.id === id) return null;',
      },
      { file: `${log}/own-log.ts`, find: 'await rows.add(stored);', replace: 'await rows.put(stored);' },
    ],
  },
  {
    name: 'chain-not-over-the-row-before',
    wrong: 'A row names the hash of some earlier row instead of the one before it.',
    edits: [
      {
        file: `${log}/own-log.ts`,
        find: 'this.#tail = { seq: stored.seq, hash: rowHash(stored.bytes), row: row.value };',
        replace: 'this.#tail = { seq: stored.seq, hash: this.#tail.hash, row: row.value };',
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
  {
    name: 'scans-gap-ignored',
    wrong: 'A page of scans is taken although pages before it are missing.',
    edits: [
      {
        file: `${log}/scans-feed.ts`,
        find: "return page.from > count ? 'gap' : null;",
        replace: 'return null;',
      },
    ],
  },
  {
    name: 'scans-of-another-life',
    wrong: 'A page from before the server was restored is laid over what came after it.',
    edits: [
      {
        file: `${log}/scans-feed.ts`,
        find: "return page.start > held.start && page.from === 0 ? null : 'other_life';",
        replace: 'return null;',
      },
    ],
  },
  {
    name: 'newer-generation-forgotten',
    wrong: 'After a reload a phone knows no more that it has let in a newer code of the ticket.',
    edits: [
      {
        file: `${log}/own-log.ts`,
        find: 'if (generation !== null) await generations.put(generation);',
        replace: '',
      },
    ],
  },
  {
    name: 'undo-not-heard',
    wrong: 'A scan that was taken back still counts on the phone.',
    edits: [
      {
        file: `${log}/row-index.ts`,
        find: "if (glance.kind === 'undo') this.#addUndo(bytes, review);",
        replace: '',
      },
    ],
  },
];
