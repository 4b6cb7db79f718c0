import { concatBytes } from '../../bytes/index.js';
import type { Random } from './random.js';

/**
 * Lengths and counts that have broken some decoder somewhere. Those that a decoder survives when it believes them come
 * more often than those that end the process, so that most faults can be told of.
 */
const troublesomeNumbers = [
  0,
  1,
  2,
  127,
  128,
  254,
  255,
  256,
  512,
  513,
  1_000,
  1_001,
  65_535,
  ...Array(6).fill(250_000),
  2 ** 31,
  2 ** 32 - 1,
];
const MAX_CHUNK = 64;
const MAX_EXTENSION = 40;
const MAX_BYTES = 200_000;

type Mutator = (bytes: Uint8Array, random: Random, others: readonly Uint8Array[]) => Uint8Array;

const mutators: readonly Mutator[] = [
  flipBits,
  flipBits,
  setByte,
  truncate,
  extend,
  splice,
  editLength,
  editLength,
  duplicateChunk,
  removeChunk,
  swapChunks,
  insertNoise,
];

/**
 * A good document with one to three faults.
 * @param others documents whose tails it may get
 */
export function mutate(bytes: Uint8Array, random: Random, others: readonly Uint8Array[]): Uint8Array {
  let mutated = bytes;
  for (let left = 1 + random.below(3); left > 0; left--)
    mutated = random.pick(mutators)(mutated, random, others);
  return mutated.subarray(0, MAX_BYTES);
}

function flipBits(bytes: Uint8Array, random: Random): Uint8Array {
  const copy = bytes.slice();
  for (let left = 1 + random.below(4); left > 0 && copy.length > 0; left--) {
    const at = random.below(copy.length);
    copy[at] = (copy[at] ?? 0) ^ (1 << random.below(8));
  }
  return copy;
}

function setByte(bytes: Uint8Array, random: Random): Uint8Array {
  const copy = bytes.slice();
  if (copy.length > 0) copy[random.below(copy.length)] = random.pick([0, 1, 0x7f, 0x80, 0xff]);
  return copy;
}

function truncate(bytes: Uint8Array, random: Random): Uint8Array {
  return bytes.slice(0, random.below(bytes.length + 1));
}

function extend(bytes: Uint8Array, random: Random): Uint8Array {
  const length = 1 + random.below(MAX_EXTENSION);
  return concatBytes(bytes, random.below(2) === 0 ? new Uint8Array(length) : random.bytes(length));
}

/** The start of one and the end of another. */
function splice(bytes: Uint8Array, random: Random, others: readonly Uint8Array[]): Uint8Array {
  const other = random.pick(others);
  const at = random.below(bytes.length + 1);
  // Of two documents of one form the parts fit where they are cut at the same place.
  const from = random.below(2) === 0 ? Math.min(at, other.length) : random.below(other.length + 1);
  return concatBytes(bytes.subarray(0, at), other.subarray(from));
}

/** A big-endian number of one, two or four bytes. */
function editLength(bytes: Uint8Array, random: Random): Uint8Array {
  const copy = bytes.slice();
  const width = random.pick([1, 2, 4]);
  if (copy.length < width) return copy;
  const value = random.pick(troublesomeNumbers);
  const at = random.below(copy.length - width + 1);
  for (let byte = 0; byte < width; byte++) copy[at + byte] = Math.floor(value / 256 ** (width - 1 - byte));
  return copy;
}

function chunkOf(bytes: Uint8Array, random: Random): readonly [from: number, to: number] {
  const from = random.below(bytes.length + 1);
  return [from, Math.min(bytes.length, from + 1 + random.below(MAX_CHUNK))];
}

function duplicateChunk(bytes: Uint8Array, random: Random): Uint8Array {
  const [from, to] = chunkOf(bytes, random);
  return concatBytes(bytes.subarray(0, to), bytes.subarray(from));
}

function removeChunk(bytes: Uint8Array, random: Random): Uint8Array {
  const [from, to] = chunkOf(bytes, random);
  return concatBytes(bytes.subarray(0, from), bytes.subarray(to));
}

function swapChunks(bytes: Uint8Array, random: Random): Uint8Array {
  const [from, to] = chunkOf(bytes, random);
  const next = Math.min(bytes.length, 2 * to - from);
  const [first, second] = [bytes.subarray(from, to), bytes.subarray(to, next)];
  return concatBytes(bytes.subarray(0, from), second, first, bytes.subarray(next));
}

function insertNoise(bytes: Uint8Array, random: Random): Uint8Array {
  const at = random.below(bytes.length + 1);
  return concatBytes(bytes.subarray(0, at), random.bytes(1 + random.below(8)), bytes.subarray(at));
}
