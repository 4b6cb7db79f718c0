import { createHash } from 'node:crypto';
import type { AttendeeField } from '@gatehouse/shared/attendee-list';
import type { PreparedRow } from './prepare-row.js';

/** What a row is recognised by when the same list, or a newer one, is imported again. */
export interface RowIdentity {
  readonly externalId: string | null;
  readonly barcode: string | null;
  /** For a row that has neither. */
  readonly rowHash: Buffer | null;
}

/** What becomes of a ticket makes nobody somebody else. */
const changing: readonly string[] = ['paid', 'approved', 'entries', 'attention'] satisfies AttendeeField[];

/**
 * Gives each row of one file its identity, in the order of the file. A row without an id of its own is its
 * other cells and how many equal rows stand above it: the same file twice adds nobody, two equal rows are two people.
 */
export function rowIdentities(): (row: PreparedRow) => RowIdentity {
  const seen = new Map<string, number>();
  return (row) => {
    const externalId = row.details.externalId ?? null;
    const barcode = row.barcode ?? null;
    if (externalId !== null || barcode !== null) return { externalId, barcode, rowHash: null };
    const said = Object.entries(row.values)
      .filter(([field]) => !changing.includes(field))
      .sort(([a], [b]) => (a < b ? -1 : 1));
    const content = createHash('sha256').update(JSON.stringify(said)).digest('hex');
    const above = seen.get(content) ?? 0;
    seen.set(content, above + 1);
    return { externalId, barcode, rowHash: createHash('sha256').update(`${content} ${above}`).digest() };
  };
}
