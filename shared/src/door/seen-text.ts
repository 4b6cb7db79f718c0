import { toHex } from '../bytes/index.js';
import type { Reason } from '../checkin/index.js';
import type { SeenText } from '../log/index.js';
import { codeHash, cutCodeText, type ParsedScan, seenTextHash } from '../ticket-code/index.js';

export interface SeenFacts {
  /** As it was read. */
  readonly text: string;
  readonly parsed: ParsedScan;
  readonly reason: Reason;
  /** Of the event that is scanned for. */
  readonly salt: Uint8Array;
}

/**
 * What the log keeps of a text: all of one that has the form of the event's own, the start of a code that may be alive
 * elsewhere, and of anything else a salted hash, because it may be somebody's document.
 */
export function seenTextOf({ text, parsed, reason, salt }: SeenFacts): SeenText {
  if (parsed.form === 'native' || parsed.form === 'rotating') {
    const mayLiveElsewhere = reason === 'forged' || reason === 'wrong_event';
    return mayLiveElsewhere
      ? { kind: 'cut', text: cutCodeText(parsed.code) }
      : { kind: 'whole', text: text.trim() };
  }
  if (parsed.form === 'short' && reason !== 'unknown') return { kind: 'whole', text: text.trim() };
  return { kind: 'hashed', hash: seenTextHash(salt, text) };
}

/** By what two scans are known to be of the same thing: both forms of a code are one code. */
export function sameTextHash({ text, parsed, salt }: Omit<SeenFacts, 'reason'>): Uint8Array {
  const isCode = parsed.form === 'native' || parsed.form === 'rotating';
  return seenTextHash(salt, isCode ? toHex(codeHash(parsed.code)) : text.trim());
}
