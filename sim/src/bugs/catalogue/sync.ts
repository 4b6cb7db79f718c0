import type { PlantedBug } from '../planted-bug.js';

const store = 'scanner/src/store';

/** What a phone makes of the server's answers. */
export const syncBugs: readonly PlantedBug[] = [
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
    await outbox.takeReceipt({ device, nonce, serverTime: 0, ...covered }, null);
    return 'stored';`,
      },
      {
        file: `${store}/log/outbox.ts`,
        find: 'if (serverTime < this.#receipt.serverTime) return;',
        replace: 'if (serverTime > 0 && serverTime < this.#receipt.serverTime) return;',
      },
      {
        file: `${store}/log/outbox.ts`,
        find: 'watermark: Math.min(watermark, this.#log.seq),',
        replace: 'watermark: Math.max(this.#receipt.watermark, Math.min(watermark, this.#log.seq)),',
      },
    ],
  },
  {
    name: 'refused-row-left-behind',
    wrong: 'A row that the server refused once is never sent again.',
    edits: [
      {
        file: `${store}/sync/upload.ts`,
        find: "      behind = undefined;\n      return 'failed';",
        replace: "      return 'failed';",
      },
    ],
  },
  {
    name: 'sent-is-delivered',
    wrong: 'Rows count as delivered when they were sent, whatever the receipt covers.',
    edits: [
      {
        file: `${store}/log/outbox.ts`,
        find: 'watermark: Math.min(watermark, this.#log.seq),',
        replace: 'watermark: this.#log.seq,',
      },
    ],
  },
  {
    name: 'receipt-of-another-phone',
    wrong: 'A receipt of another phone covers this one’s rows.',
    edits: [
      {
        file: `${store}/sync/upload.ts`,
        find: "if (!receipt.ok || receipt.value.device !== deviceId) return 'failed';",
        replace: "if (!receipt.ok) return 'failed';",
      },
      {
        file: `${store}/log/open-gateway.ts`,
        find: 'if (open === null || this.#isForgotten || receipt.device !== this.#options.identity.deviceId) return;',
        replace: 'if (open === null || this.#isForgotten) return;',
      },
    ],
  },
  {
    name: 'receipt-of-another-batch',
    wrong: 'A receipt that somebody kept from an earlier batch is taken for the answer to this one.',
    edits: [
      {
        file: `${store}/sync/upload.ts`,
        find: "if (!equalBytes(receipt.value.nonce, nonce)) return 'failed';",
        replace: '',
      },
    ],
  },
  {
    name: 'receipt-without-its-row',
    wrong: 'A receipt that names another row at its watermark is believed: a copied phone never notices.',
    edits: [
      {
        file: `${store}/log/outbox.ts`,
        find: 'const forked = this.isForked || !(await this.#isHeld(watermark, hash));',
        replace: 'const forked = this.isForked;',
      },
    ],
  },
];
