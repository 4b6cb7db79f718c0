export { type Base45Refusal, fromBase45, toBase45 } from './base45.js';
export { concatBytes, equalBytes } from './compare.js';
export { fromHex, toHex } from './hex.js';
export { accepted, type Outcome, refused } from './outcome.js';
export { createReader, type Reader } from './reader.js';
export { fromUtf8, toUtf8 } from './utf8.js';
export { bytesToUuid, isUuid, UUID_BYTES, uuidToBytes } from './uuid.js';
export { readWord, wordCode } from './words.js';
export { createWriter, type Writer } from './writer.js';
