import { concatBytes } from '../../bytes/index.js';
import { detailsHash, encodeDetails, rowHash, scanProof } from '../../log/index.js';
import { altered, lengthened, replaced } from './altered.js';
import { sampleCodeHash, sampleDetails, sampleDetailsSalt, sampleDevice, sampleLog } from './sample-rows.js';

export function makeLogVectors(): unknown {
  const log = sampleLog();
  const bytes = log.map((entry) => entry.bytes);
  const details = encodeDetails(sampleDetails, sampleDetailsSalt);
  return {
    device: sampleDevice,
    rows: log.map(({ row, bytes }) => ({ name: row.kind, row, bytes, hash: rowHash(bytes) })),
    refusedRows: refusedRows(bytes),
    chains: chainVectors(bytes),
    proofs: [1, 2, 2 ** 32 - 1].map((seq) => ({
      codeHash: sampleCodeHash,
      seq,
      proof: scanProof({ codeHash: sampleCodeHash, device: sampleDevice, seq }),
    })),
    details: { content: sampleDetails, salt: sampleDetailsSalt, bytes: details, hash: detailsHash(details) },
    refusedDetails: [
      { name: 'of a later version', bytes: replaced(details, 16, [2]), reason: 'needs_update' },
      {
        name: 'with a kind of seen text that is none',
        bytes: replaced(details, 17, [4]),
        reason: 'bad_content',
      },
      { name: 'with a byte left over', bytes: lengthened(details), reason: 'bad_content' },
      { name: 'oversized', bytes: concatBytes(details, new Uint8Array(16_384)), reason: 'oversized' },
    ],
  };
}

function refusedRows(bytes: readonly Uint8Array[]) {
  const [scan = new Uint8Array(), , , undo = scan, , , clock = scan, lost = scan] = bytes;
  const vector = (name: string, row: Uint8Array, reason: string) => ({ name, bytes: row, reason });
  return [
    vector('of a later version', replaced(scan, 0, [2]), 'needs_update'),
    vector('of a kind that is none', replaced(scan, 1, [6]), 'needs_update'),
    vector('with a byte left over', lengthened(scan), 'bad_content'),
    vector('oversized', concatBytes(scan, new Uint8Array(1_024)), 'oversized'),
    vector('with seq 0', replaced(scan, 34, [0, 0, 0, 0]), 'bad_content'),
    vector('with a direction that is none', replaced(scan, 74, [4]), 'bad_content'),
    vector('with a result that is none', replaced(scan, 119, [5]), 'bad_content'),
    vector('with a flag that is none', replaced(scan, 121, [4]), 'bad_content'),
    vector('with a relation to no scan', replaced(scan, 122, [1]), 'bad_content'),
    vector('with a reason in capitals', replaced(scan, 266, [0x4f]), 'bad_content'),
    vector('with a reason longer than the row', replaced(scan, 265, [255]), 'truncated'),
    vector('an undo that undoes nothing', replaced(undo, 122, Array(17).fill(0)), 'bad_content'),
    vector(
      'a clock row received before it was sent',
      replaced(clock, -6 + clock.length, Array(6).fill(0)),
      'bad_content',
    ),
    vector('lost rows of the future', replaced(lost, -1 + lost.length, [9]), 'bad_content'),
  ];
}

function chainVectors(bytes: readonly Uint8Array[]) {
  const [first = new Uint8Array(), second = first, third = first] = bytes;
  const other = replaced(first, 18, [9]);
  const vector = (name: string, rows: readonly Uint8Array[], ...[fault, at]: [string | null, number?]) => ({
    name,
    rows,
    after: null,
    expect: fault === null ? { ok: true } : { ok: false, reason: fault, at },
  });
  return [
    vector('whole', bytes, null),
    vector('from the middle', bytes.slice(3), null),
    vector('empty', [], null),
    vector('with a row missing', [first, third], 'gap', 1),
    vector('with a row twice', [first, second, second], 'gap', 2),
    vector('in another order', [second, first], 'gap', 1),
    vector('with an altered row', [altered(first, 140), second], 'broken', 1),
    vector('with an altered last byte', [altered(first, -1), second], 'broken', 1),
    vector('with a first row that names another', [replaced(first, 233, [1])], 'broken', 0),
    vector('of another phone', [first, other], 'other_device', 1),
    vector('with bytes that are no row', [first, second.subarray(0, -1)], 'unreadable', 1),
  ];
}
