import type { PlantedBug } from '../../seeds/planted-bug.js';

const store = 'scanner/src/store';

/** What a phone makes of the server's answers. */
export const syncBugs: readonly PlantedBug[] = [
  {
    name: 'copied-phone-keeps-its-rows',
    wrong: 'A copied phone takes what the server holds of the copy for its own rows, and hands over no more.',
    edits: [
      {
        file: 'scanner/src/store/log/outbox.ts',
        find: 'const own = this.isForked && others >= othersWatermark ? before : 0;',
        replace: 'const own = others;',
      },
    ],
    // The two must both go on after they were found out, which few phones and few steps seldom come to.
    size: 'large',
  },
  {
    name: 'deleted-on-400',
    wrong: 'Rows of a batch that the server refuses count as delivered.',
    edits: [
      {
        file: `${store}/sync/upload.ts`,
        find: "return answer.reason === 'refused' && aboutTheBatch.has(answer.code) ? 'refused' : 'failed';",
        replace: `const last = rows.at(-1);
    if (answer.reason !== 'refused' || last === undefined) return 'failed';
    const { rowHash } = await import('@gatehouse/shared/log');
    const covered = { watermark: firstSeq + rows.length - 1, rowHash: rowHash(last.bytes), missing: [] };
    await outbox.takeReceipt({ device, nonce, serverTime: 0, ...covered }, null, rangeOf({ firstSeq, rows }));
    return 'stored';`,
      },
      {
        file: `${store}/log/outbox.ts`,
        find: 'if (receipt.serverTime < this.#receipt.serverTime) return;',
        replace: 'if (receipt.serverTime > 0 && receipt.serverTime < this.#receipt.serverTime) return;',
      },
      {
        file: `${store}/log/outbox.ts`,
        find: 'watermark: this.#reached(watermark, delivered),',
        replace: 'watermark: Math.max(this.#receipt.watermark, Math.min(watermark, this.#log.seq)),',
      },
    ],
  },
  {
    name: 'sent-is-delivered',
    wrong: 'Rows count as delivered when they were sent, whatever the receipt covers.',
    edits: [
      {
        file: `${store}/log/outbox.ts`,
        find: 'watermark: this.#reached(watermark, delivered),',
        replace: 'watermark: this.#log.seq,',
      },
    ],
  },
];
