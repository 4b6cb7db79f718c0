import type { Reader, Writer } from '../bytes/index.js';
import { type Position, readPosition, writePosition } from '../manifest/index.js';

/** How far one side is with an event: what the phone holds, or what the server has. */
export interface EventPositions {
  /** The event's public number. */
  readonly event: number;
  readonly root: Position;
  readonly tickets: Position;
  readonly scans: Position;
}

/** Count (1); of each event its number (4) and the positions of root, tickets and scans (8 each). */
export function writeEventPositions(writer: Writer, positions: readonly EventPositions[]): void {
  writer.u8(positions.length);
  for (const { event, root, tickets, scans } of positions) {
    writer.u32(event);
    for (const position of [root, tickets, scans]) writePosition(writer, position);
  }
}

export function readEventPositions(reader: Reader): EventPositions[] {
  return Array.from({ length: reader.u8() }, () => ({
    event: reader.u32(),
    root: readPosition(reader),
    tickets: readPosition(reader),
    scans: readPosition(reader),
  }));
}
