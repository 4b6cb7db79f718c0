import { encodeDetails, rowHash } from '../../log/index.js';
import {
  type Batch,
  encodeSyncAnswer,
  type Receipt,
  type ScansPage,
  type SyncAnswer,
  signBatch,
  signReceipt,
  signScansPage,
} from '../../protocol/index.js';
import { signBlob } from '../../signing/index.js';
import { altered, lengthened, replaced } from './altered.js';
import { sampleTimeMs } from './sample-root.js';
import { sampleDetails, sampleDetailsSalt, sampleDevice, sampleLog } from './sample-rows.js';
import { type TestKey, testBytes, testEd25519, testP256 } from './test-keys.js';

const life = 1_799_000_000;
const nonce = testBytes('nonce', 16);
const rows = sampleLog().map(({ bytes }) => bytes);
const positions = [
  {
    event: 4711,
    root: { start: life, count: 3 },
    tickets: { start: life, count: 43 },
    scans: { start: life, count: 12 },
  },
];

const vector = (name: string, blob: Uint8Array, expect: string) => ({ name, blob, expect });

export async function makeProtocolVectors(): Promise<unknown> {
  const device = testP256('device');
  const door = await testEd25519('door key');
  const receipts = await receiptVectors(door, await testEd25519('next door key'));
  return {
    device: { id: sampleDevice, privateKey: device.privateKey, publicKey: device.publicKey },
    doorKey: door.publicKey,
    batches: await batchVectors(device, testP256('another device')),
    receipts,
    answers: answerVectors(receipts.blobs[0]?.blob ?? new Uint8Array()),
    scansPages: await scansPageVectors(door),
  };
}

async function batchVectors(device: TestKey, other: TestKey) {
  const details = encodeDetails(sampleDetails, sampleDetailsSalt);
  const batchRows = rows.map((bytes, index) => ({ bytes, details: index === 2 ? details : null }));
  const content: Batch = { device: sampleDevice, nonce, positions, firstSeq: 1, rows: batchRows };
  const good = await signBatch(content, device.sign);
  const withoutHead = await signBatch({ ...content, head: null }, device.sign);
  const body = good.subarray(0, -64);
  const resigned = (bytes: Uint8Array) => signBlob('batch', bytes, device.sign);
  return {
    content: { ...content, head: body.subarray(-64) },
    blobs: [
      vector('good', good, 'accepted'),
      vector('without rows', await signBatch({ ...content, rows: [] }, device.sign), 'accepted'),
      vector('of version 1, without a head', withoutHead, 'accepted'),
      vector('wrong key', await signBatch(content, other.sign), 'bad_signature'),
      vector('altered nonce', altered(good, 1), 'bad_signature'),
      vector('altered row', altered(good, 200), 'bad_signature'),
      vector('signed as a receipt', await signBlob('receipt', body, device.sign), 'bad_signature'),
      vector('with a byte left over', await resigned(lengthened(body)), 'bad_content'),
      vector('without its head', await resigned(body.subarray(0, -64)), 'truncated'),
      vector('of version 1 with a head', await resigned(replaced(body, 0, [1])), 'bad_content'),
      vector('of a later version', await resigned(replaced(body, 0, [3])), 'needs_update'),
      vector('of 1,001 rows', await resigned(replaced(body, 66, [0x03, 0xe9])), 'too_many_rows'),
      vector('of more rows than it has', await resigned(replaced(body, 66, [0x03, 0xe8])), 'truncated'),
      vector('from seq 0', await resigned(replaced(body, 62, [0, 0, 0, 0])), 'bad_content'),
      vector('beyond the last seq', await resigned(replaced(body, 62, [255, 255, 255, 255])), 'bad_content'),
    ],
  };
}

async function receiptVectors(door: TestKey, next: TestKey) {
  const content: Receipt = {
    device: sampleDevice,
    nonce,
    serverTime: sampleTimeMs,
    watermark: 3,
    rowHash: rowHash(rows[2] ?? new Uint8Array()),
    missing: [
      { from: 4, to: 5 },
      { from: 7, to: 7 },
    ],
  };
  const good = await signReceipt(content, door.sign);
  const body = good.subarray(0, -64);
  const resigned = (bytes: Uint8Array) => signBlob('receipt', bytes, door.sign);
  const ranges = (bytes: readonly number[]) => resigned(replaced(body, 77, bytes));
  return {
    content,
    blobs: [
      vector('good', good, 'accepted'),
      vector('wrong key', await signReceipt(content, next.sign), 'bad_signature'),
      vector('altered', altered(good, 40), 'bad_signature'),
      vector('signed as a page', await signBlob('page', body, door.sign), 'bad_signature'),
      vector('with a byte left over', await resigned(lengthened(body)), 'bad_content'),
      vector('of a later version', await resigned(replaced(body, 0, [2])), 'needs_update'),
      vector('of more ranges than it has', await resigned(replaced(body, 75, [255, 255])), 'truncated'),
      vector(
        'with a range that ends before it begins',
        await ranges([0, 0, 0, 4, 0, 0, 0, 3]),
        'bad_content',
      ),
      vector('with a range apart from the watermark', await ranges([0, 0, 0, 5, 0, 0, 0, 5]), 'bad_content'),
      vector('with ranges that touch', await ranges([0, 0, 0, 4, 0, 0, 0, 6]), 'bad_content'),
      vector('with a hash of no row', await resigned(replaced(body, 39, [0, 0, 0, 0])), 'bad_content'),
    ],
  };
}

function answerVectors(receipt: Uint8Array) {
  const content: SyncAnswer = {
    firstSeq: 1,
    rows: [{ outcome: 'stored' }, { outcome: 'known' }, { outcome: 'quarantined', reason: 'fork' }],
    positions,
    receipt,
  };
  const good = encodeSyncAnswer(content);
  return {
    content,
    blobs: [
      vector('good', good, 'accepted'),
      vector('with a byte left over', lengthened(good), 'bad_content'),
      vector('of a later version', replaced(good, 0, [2]), 'needs_update'),
      vector('with an outcome that is none', replaced(good, 7, [3]), 'bad_content'),
      vector('of more rows than it has', replaced(good, 5, [255, 255]), 'truncated'),
    ],
  };
}

async function scansPageVectors(door: TestKey) {
  const [first = new Uint8Array(), second = first] = rows;
  const content: ScansPage = {
    event: 4711,
    start: life,
    from: 12,
    to: 14,
    rows: [
      { bytes: first, review: { standing: 'stands', sure: true, first: null, what: '' } },
      {
        bytes: second,
        review: { standing: 'extra', sure: false, first: '01900000-0000-7000-8000-00000000f001', what: '' },
      },
      {
        bytes: first,
        review: { standing: 'stale', sure: true, first: null, what: 'cancelled' },
        answered: true,
      },
    ],
  };
  const good = await signScansPage(content, door.sign);
  const body = good.subarray(0, -64);
  const resigned = (bytes: Uint8Array) => signBlob('page', bytes, door.sign);
  return {
    content,
    blobs: [
      vector('good', good, 'accepted'),
      vector('altered', altered(good, 60), 'bad_signature'),
      vector('of the tickets feed', await resigned(replaced(body, 1, [1])), 'needs_update'),
      vector('with a standing that is none', await resigned(replaced(body, 22, [5])), 'bad_content'),
      vector('with a flag that is none', await resigned(replaced(body, 23, [4])), 'bad_content'),
      vector('with a huge count', await resigned(replaced(body, 18, [255, 255, 255, 255])), 'truncated'),
      vector('with a byte left over', await resigned(lengthened(body)), 'bad_content'),
    ],
  };
}
