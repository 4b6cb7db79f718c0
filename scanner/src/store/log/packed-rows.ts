import {
  bytesToUuid,
  createReader,
  createWriter,
  fromUtf8,
  toUtf8,
  uuidToBytes,
} from '@gatehouse/shared/bytes';
import type { Review, ReviewedRow } from '@gatehouse/shared/protocol';

const standings = ['stands', 'extra', 'stale', 'quarantined', 'undone'] as const;
const NO_ID = new Uint8Array(16);

/**
 * Rows of other phones, one behind another: standing (1), sure (1), first (16, zeros: none), length (1) and what,
 * length (2) and row. Packed rows can be put behind each other.
 */
export function packRows(rows: readonly ReviewedRow[]): Uint8Array {
  const writer = createWriter();
  for (const { bytes, review } of rows) {
    const what = toUtf8(review.what);
    writer.u8(standings.indexOf(review.standing)).u8(review.sure ? 1 : 0);
    writer.bytes(review.first === null ? NO_ID : uuidToBytes(review.first));
    writer.u8(what.length).bytes(what).u16(bytes.length).bytes(bytes);
  }
  return writer.finish();
}

/** @param packed by `packRows`; what cannot be read ends it */
export function* unpackRows(packed: Uint8Array): Generator<ReviewedRow> {
  const reader = createReader(packed);
  while (reader.left() > 0) {
    const standing = standings[reader.u8()];
    const sure = reader.u8() === 1;
    const first = reader.bytes(NO_ID.length);
    const what = reader.bytes(reader.u8());
    const bytes = reader.bytes(reader.u16());
    if (standing === undefined || reader.isTruncated()) return;
    yield { bytes, review: { standing, sure, first: idOf(first), what: fromUtf8(what) ?? '' } };
  }
}

function idOf(bytes: Uint8Array): Review['first'] {
  return bytes.some((byte) => byte !== 0) ? bytesToUuid(bytes) : null;
}
