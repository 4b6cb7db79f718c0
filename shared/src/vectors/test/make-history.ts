import { buildSegments, openSegment } from '../../manifest/index.js';
import {
  encodeHistoryPart,
  HISTORY_SEGMENT,
  type HistoryPart,
  historyCells,
  openHistory,
} from '../../protocol/index.js';
import { altered, lengthened, replaced } from './altered.js';
import { sampleLog } from './sample-rows.js';
import { sampleTicket } from './sample-tickets.js';

const list = '01900000-0000-7000-8000-0000000000e1';
const device = '01900000-0000-7000-8000-0000000000d1';

/** Two tickets that went in, one of them out again; and the rows of another one in full. */
export const sampleHistory: HistoryPart = {
  event: 4711,
  position: { start: 1_799_000_000, count: 9 },
  places: [
    { device, list, gate: null, effect: 'entry', persons: 1, flags: 0 },
    { device, list, gate: '01900000-0000-7000-8000-0000000000b1', effect: 'exit', persons: 2, flags: 0 },
  ],
  rows: [
    {
      bytes: sampleLog()[0]?.bytes ?? new Uint8Array(),
      review: { standing: 'extra', sure: false, first: '01900000-0000-4000-8000-00000000abcd', what: '' },
    },
  ],
};

const scans = [
  { ticket: 'ticket 1', id: '5e0e8c1a-5b0f-4d5e-9c1d-000000000001', time: 1_800_000_000_000, place: 0 },
  { ticket: 'ticket 2', id: '5e0e8c1a-5b0f-4d5e-9c1d-000000000002', time: 1_800_000_060_000, place: 0 },
  { ticket: 'ticket 2', id: '5e0e8c1a-5b0f-4d5e-9c1d-000000000003', time: 2 ** 48 - 1, place: 1 },
];

export function makeHistoryVectors(): unknown {
  const rows = scans.map(({ ticket, id, ...at }) => ({
    key: sampleTicket(ticket).hash,
    cells: historyCells(id, at),
  }));
  const built = buildSegments(HISTORY_SEGMENT, rows);
  const records = built.ok ? built.value[0] : undefined;
  if (records === undefined) throw new Error('the sample does not build');
  const part = encodeHistoryPart(sampleHistory);
  const later = encodeHistoryPart({ ...sampleHistory, position: { start: 1_799_000_000, count: 10 } });
  const more = encodeHistoryPart({ ...sampleHistory, places: [] });
  const whole = (name: string, parts: readonly Uint8Array[]) => {
    const opened = openHistory(parts);
    return { name, parts, expect: opened.ok ? 'accepted' : opened.reason };
  };
  return {
    content: sampleHistory,
    scans,
    records: { bytes: records, refused: refusedRecords(records) },
    part: { bytes: part },
    histories: [
      whole('good', [records, part]),
      whole('of several parts', [records, part, more]),
      whole('without its records', [part]),
      whole('without its other part', [records]),
      whole('with records behind it', [part, records]),
      whole('with the same records twice', [records, records, part]),
      whole('of two positions', [records, part, later]),
      whole('of a later version', [records, replaced(part, 0, [2])]),
      whole('of another kind', [records, replaced(part, 1, [9])]),
      whole('with a huge count of places', [records, replaced(part, 14, [255, 255])]),
      whole('with a byte left over', [records, lengthened(part)]),
      whole('with an effect of its own', [records, replaced(part, 16 + 48, [7])]),
      whole('of altered records', [altered(records, 0), part]),
    ],
  };
}

function refusedRecords(records: Uint8Array) {
  const cases = [
    { name: 'of a later version', bytes: replaced(records, 0, [2]) },
    { name: 'of another kind', bytes: replaced(records, 1, [1]) },
    { name: 'with a huge count', bytes: replaced(records, 5, [255, 255, 255, 255]) },
    { name: 'with a byte left over', bytes: lengthened(records) },
  ];
  return cases.map(({ name, bytes }) => {
    const opened = openSegment(HISTORY_SEGMENT, bytes);
    return { name, bytes, reason: opened.ok ? 'accepted' : opened.reason };
  });
}
