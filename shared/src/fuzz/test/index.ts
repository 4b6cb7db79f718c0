export { mutate } from './mutate.js';
export { createRandom, type Random } from './random.js';
export { type Finding, type FuzzTarget, fuzzCases, fuzzSeed, fuzzTimeoutMs, runFuzz } from './run-fuzz.js';
