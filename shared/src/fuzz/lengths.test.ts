import { expect, it } from 'vitest';
import { allFormats } from './test/documents.js';
import { greed } from './test/run-fuzz.js';

const { plain } = await allFormats();
/** A decoder that believes a million survives, so that it can be told of; four billion end the process. */
const declared = [0, 15, 66, 64];

it.each(plain)(
  'no declared length is believed before its bytes are there: $name',
  async ({ samples, decode }) => {
    // From the end, so that a number's own bytes come before those that only reach into its highest.
    for (const sample of samples)
      for (let at = sample.length - declared.length; at >= 0; at--) {
        const bytes = sample.slice();
        bytes.set(declared, at);
        expect(await greed(() => decode(bytes)), `1,000,000 at ${at}`).toBeNull();
      }
  },
);
