import { bytesToUuid, createWriter, fromUtf8, toUtf8, uuidToBytes } from '@gatehouse/shared/bytes';
import type { Review, ReviewedRow } from '@gatehouse/shared/protocol';

const standings = ['stands', 'extra', 'stale', 'quarantined', 'undone'] as const;
const NO_ID = new Uint8Array(16);
const FIRST_OFFSET = 2;
const WHAT_OFFSET = FIRST_OFFSET + NO_ID.length;

/**
 * Rows of other phones, one behind another: standing (1), flags (1: sure 1, answered 2), first (16, zeros: none), length (1) and what,
 * length (2) and row. Packed rows can be put behind each other.
 */
export function packRows(rows: readonly ReviewedRow[]): Uint8Array {
  const writer = createWriter();
  for (const { bytes, review, answered = false } of rows) {
    const what = toUtf8(review.what);
    writer.u8(standings.indexOf(review.standing)).u8((review.sure ? 1 : 0) | (answered ? 2 : 0));
    writer.bytes(review.first === null ? NO_ID : uuidToBytes(review.first));
    writer.u8(what.length).bytes(what).u16(bytes.length).bytes(bytes);
  }
  return writer.finish();
}

/**
 * Many thousand at a start, so it reads the bytes where they lie.
 * @param packed by `packRows`; what cannot be read ends it
 */
export function unpackRows(packed: Uint8Array): ReviewedRow[] {
  const rows: ReviewedRow[] = [];
  for (let at = 0; at < packed.length; ) {
    const standing = standings[packed[at] ?? -1];
    const whatEnd = at + WHAT_OFFSET + 1 + (packed[at + WHAT_OFFSET] ?? 0);
    const end = whatEnd + 2 + 256 * (packed[whatEnd] ?? 0) + (packed[whatEnd + 1] ?? 0);
    if (standing === undefined || end > packed.length) break;
    const flags = packed[at + 1] ?? 0;
    const isPlain = standing === 'stands' && (flags & 1) !== 0;
    const review = isPlain ? STANDS : reviewAt(packed, at, standing);
    const bytes = packed.subarray(whatEnd + 2, end);
    rows.push((flags & 2) === 0 ? { bytes, review } : { bytes, review, answered: true });
    at = end;
  }
  return rows;
}

/** What the server says of nearly every row. */
const STANDS: Review = { standing: 'stands', sure: true, first: null, what: '' };

function reviewAt(packed: Uint8Array, at: number, standing: Review['standing']): Review {
  const first = packed.subarray(at + FIRST_OFFSET, at + WHAT_OFFSET);
  const what = at + WHAT_OFFSET + 1;
  return {
    standing,
    sure: ((packed[at + 1] ?? 0) & 1) !== 0,
    first: first.some((byte) => byte !== 0) ? bytesToUuid(first) : null,
    what: fromUtf8(packed.subarray(what, what + (packed[what - 1] ?? 0))) ?? '',
  };
}
