import { createWriter, type Reader, type Writer } from '../bytes/index.js';

/**
 * How far a feed, or the series of an event's roots, has come. A restored backup starts a new life with a later
 * `start`, so that a position never goes back.
 */
export interface Position {
  /** When this database's life began, unix seconds. */
  readonly start: number;
  /** Gap-free within that life; 0 before the first. */
  readonly count: number;
}

export const POSITION_BYTES = 8;

/** @returns below 0 when `a` is the earlier one, 0 when they are the same */
export function comparePositions(a: Position, b: Position): number {
  return a.start - b.start || a.count - b.count;
}

export function writePosition(writer: Writer, position: Position): Writer {
  return writer.u32(position.start).u32(position.count);
}

export function readPosition(reader: Reader): Position {
  return { start: reader.u32(), count: reader.u32() };
}

export function encodePosition(position: Position): Uint8Array {
  return writePosition(createWriter(), position).finish();
}
