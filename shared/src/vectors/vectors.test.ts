import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { toHex } from '../bytes/index.js';
import { makeDigestVectors } from './test/make-digest.js';
import { makeHistoryVectors } from './test/make-history.js';
import { makeLinksVectors } from './test/make-links.js';
import { makeLogVectors } from './test/make-log.js';
import { makeManifestVectors } from './test/make-manifest.js';
import { makePeopleVectors } from './test/make-people.js';
import { makeProtocolVectors } from './test/make-protocol.js';
import { makeSealedBoxVectors } from './test/make-sealed-box.js';
import { makeTicketCodeVectors } from './test/make-ticket-code.js';

/**
 * The files are the formats: a program that agrees with them understands ours. When a change of a format is meant, it
 * needs a new version, and `GATEHOUSE_WRITE_VECTORS=1` writes the files anew.
 */
it.each([
  ['ticket-code', makeTicketCodeVectors],
  ['manifest', makeManifestVectors],
  ['history', makeHistoryVectors],
  ['digest', makeDigestVectors],
  ['links', makeLinksVectors],
  ['log', makeLogVectors],
  ['protocol', makeProtocolVectors],
  ['people', makePeopleVectors],
  ['sealed-box', makeSealedBoxVectors],
])('%s.json is what this program makes today', async (name, make) => {
  const path = join(import.meta.dirname, `${name}.json`);
  const made = await make();
  const json = JSON.stringify(made, (_, part) => (part instanceof Uint8Array ? toHex(part) : part), 1);
  if (process.env['GATEHOUSE_WRITE_VECTORS']) writeFileSync(path, `${json}\n`);
  expect(JSON.parse(json)).toEqual(JSON.parse(readFileSync(path, 'utf8')));
});
