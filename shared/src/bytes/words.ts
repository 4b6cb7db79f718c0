import type { Reader } from './reader.js';

/** The byte that stands for a word: its place in the table. */
export function wordCode<Word>(words: readonly Word[], word: Word): number {
  const code = words.indexOf(word);
  if (code < 0) throw new RangeError(`not in the table: ${String(word)}`);
  return code;
}

/** Fails the reader on a byte beyond the table; what it gives then is thrown away with the rest. */
export function readWord<Word>(reader: Reader, words: readonly [Word, ...Word[]]): Word {
  const word = words[reader.u8()];
  if (word === undefined) reader.fail();
  return word === undefined ? words[0] : word;
}
