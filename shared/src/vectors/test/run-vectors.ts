import { decide } from '../../checkin/index.js';
import { factsOf, nowOf, policyOf, vectorFiles } from '../../checkin/test/vectors.js';
import { judgeVectors } from './judge-vectors.js';
import { loadVectors, plain } from './load-vectors.js';
import { makeHistoryVectors } from './make-history.js';
import { makeLinksVectors } from './make-links.js';
import { makeLogVectors } from './make-log.js';
import { makeManifestVectors } from './make-manifest.js';
import { makePeopleVectors } from './make-people.js';
import { makeProtocolVectors } from './make-protocol.js';
import { makeSealedBoxVectors } from './make-sealed-box.js';
import { makeTicketCodeVectors } from './make-ticket-code.js';

export interface VectorReport {
  /** Decisions that were made. */
  readonly decisions: number;
  /** Good, altered, cut and foreign codes and documents that were judged as the files say. */
  readonly judged: number;
  /** Files that this runtime made anew. */
  readonly formats: readonly string[];
  /** What came out otherwise; empty where all is well. */
  readonly faults: readonly string[];
}

const formats = {
  'ticket-code': makeTicketCodeVectors,
  manifest: makeManifestVectors,
  history: makeHistoryVectors,
  links: makeLinksVectors,
  log: makeLogVectors,
  protocol: makeProtocolVectors,
  people: makePeopleVectors,
  'sealed-box': makeSealedBoxVectors,
};

/** Every vector of JSON, without a test runner, so that browsers run the same. */
export async function runVectors(): Promise<VectorReport> {
  const faults: string[] = [];
  const vectors = vectorFiles.flatMap(([, cases]) => cases);
  for (const { name, given, expect } of vectors) {
    const decision = decide(factsOf(given), policyOf(given), nowOf(given));
    if (!matches(decision, expect)) faults.push(`${name}: ${JSON.stringify(decision)}`);
  }
  for (const [name, make] of Object.entries(formats)) {
    const made = plain(await make());
    if (JSON.stringify(made) !== JSON.stringify(loadVectors(name))) faults.push(`${name}.json differs`);
  }
  const { judged, faults: misjudged } = await judgeVectors(crypto.subtle);
  faults.push(...misjudged);
  return { decisions: vectors.length, judged, formats: Object.keys(formats), faults };
}

/** Whether everything that is expected is there; arrays are of one length. */
function matches(actual: unknown, expected: unknown): boolean {
  if (typeof expected !== 'object' || expected === null) return Object.is(actual, expected);
  if (typeof actual !== 'object' || actual === null) return false;
  if (Array.isArray(expected) && (!Array.isArray(actual) || actual.length !== expected.length)) return false;
  return Object.entries(expected).every(([key, value]) => matches(Reflect.get(actual, key), value));
}
