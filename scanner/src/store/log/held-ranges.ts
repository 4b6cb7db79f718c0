import { decodeRow, glanceAtRow } from '@gatehouse/shared/log';
import type { SeqRange } from '@gatehouse/shared/protocol';

/** Rows of this phone that say which others are lost. */
interface LostRow extends SeqRange {
  readonly seq: number;
}

/** Which rows of its own log this phone no longer holds, and what it has said of that. */
export class HeldRanges {
  /** Ascending, apart from each other. */
  #holes: SeqRange[] = [];
  #lost: LostRow[] = [];

  /** Each row that is held, in order. @param before the seq of the held row before it, 0 for the first */
  add(row: { readonly seq: number; readonly bytes: Uint8Array }, before: number): void {
    if (row.seq > before + 1) this.#holes.push({ from: before + 1, to: row.seq - 1 });
    if (glanceAtRow(row.bytes)?.kind !== 'lost') return;
    const read = decodeRow(row.bytes);
    if (read.ok && read.value.kind === 'lost')
      this.#lost.push({ seq: row.seq, from: read.value.from, to: read.value.to });
  }

  /** Rows up to this one are held no more. */
  dropUpTo(seq: number): void {
    const behind = this.#holes.filter(({ to }) => to > seq + 1);
    const reached = this.#holes.find(({ from, to }) => from <= seq + 1 && to > seq)?.to ?? seq;
    this.#holes = [{ from: 1, to: reached }, ...behind.filter(({ from }) => from > reached)];
    this.#lost = this.#lost.filter((row) => row.seq > seq);
  }

  isHeld(seq: number): boolean {
    return !this.#holes.some(({ from, to }) => from <= seq && seq <= to);
  }

  /** The lowest row above this one that is held, if there is any. */
  nextHeld(seq: number): number {
    return (this.#holes.find(({ from, to }) => from <= seq + 1 && seq + 1 <= to)?.to ?? seq) + 1;
  }

  /** How many rows of those above this one are not held. */
  missingAbove(seq: number): number {
    return this.#holes.reduce((sum, { from, to }) => sum + Math.max(0, to - Math.max(from, seq + 1) + 1), 0);
  }

  /** What is missing above this row and was not said to be lost. */
  undeclaredAbove(seq: number): SeqRange[] {
    return this.#holes
      .map(({ from, to }) => ({ from: Math.max(from, seq + 1), to }))
      .filter(({ from, to }) => from <= to && !this.#lost.some((row) => row.from <= from && to <= row.to));
  }

  /** The row that says that this one is lost; null: none does. */
  declarationOf(seq: number): number | null {
    return this.#lost.find(({ from, to }) => from <= seq && seq <= to)?.seq ?? null;
  }
}
