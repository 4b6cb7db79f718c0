import type { LogRow } from '../log/index.js';

/** What is known of a row before it says anything. */
export type WrittenRow = Pick<LogRow, 'id' | 'device' | 'seq' | 'previous' | 'time' | 'held'>;

/** The row that takes another one back. */
export function undoRow(undone: LogRow, written: WrittenRow): LogRow {
  const { event, list, gate, persons, ticketHash, generation } = undone;
  return {
    ...written,
    ...nothingDecided,
    kind: 'undo',
    event,
    list,
    gate,
    persons,
    ticketHash,
    generation,
    direction: null,
    names: { relation: 'undoes', scan: undone.id },
    details: null,
  };
}

export const nothingDecided = {
  how: null,
  proof: null,
  result: null,
  effect: 'none',
  reason: '',
} as const satisfies Partial<LogRow>;
