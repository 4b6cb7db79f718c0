import { describe, expect, it } from 'vitest';
import { openSegment } from '../manifest/index.js';
import { bytesOf, loadVectors, plain, truncations } from '../vectors/test/load-vectors.js';
import { sampleHistory } from '../vectors/test/make-history.js';
import { sampleTicket } from '../vectors/test/sample-tickets.js';
import { decodeHistoryPart, HISTORY_SEGMENT, openHistory, pastScans } from './index.js';

const vectors = loadVectors<{
  records: { bytes: string; refused: { name: string; bytes: string; reason: string }[] };
  part: { bytes: string };
  histories: { name: string; parts: string[]; expect: string }[];
}>('history');
const records = bytesOf(vectors.records.bytes);
const part = bytesOf(vectors.part.bytes);

describe('the records of a history', () => {
  it('take 24 bytes a scan', () => {
    expect(records.length).toBe(9 + 24 * 3);
  });

  it.each(vectors.records.refused)('$name: $reason', ({ bytes, reason }) => {
    expect(openSegment(HISTORY_SEGMENT, bytesOf(bytes))).toEqual({ ok: false, reason });
  });

  it('cut at any byte are refused', () => {
    for (const cut of truncations(records)) expect(openHistory([cut, part]).ok).toBe(false);
  });
});

describe('a history', () => {
  it.each(vectors.histories)('$name: $expect', ({ parts, expect: expected }) => {
    const opened = openHistory(parts.map(bytesOf));
    expect(opened.ok ? 'accepted' : opened.reason).toBe(expected);
  });

  it('has good and bad ones among them', () => {
    expect(vectors.histories.filter(({ expect: expected }) => expected === 'accepted').length).toBe(3);
  });

  it('cut at any byte is refused', () => {
    for (const cut of truncations(part)) expect(decodeHistoryPart(cut).ok).toBe(false);
  });

  it('tells of a ticket all that its records hold, in order', () => {
    const opened = openHistory([records, part]);
    if (!opened.ok) throw new Error(opened.reason);
    const scans = pastScans(opened.value, sampleTicket('ticket 2').hash);
    expect(scans).toEqual([
      {
        ...sampleHistory.places[0],
        id: '00000000-0000-0000-9c1d-000000000002',
        time: 1_800_000_060_000,
      },
      { ...sampleHistory.places[1], id: '00000000-0000-0000-9c1d-000000000003', time: 2 ** 48 - 1 },
    ]);
    expect(pastScans(opened.value, sampleTicket('nobody').hash)).toEqual([]);
    expect(plain(opened.value.rows)).toEqual(plain(sampleHistory.rows));
  });
});
