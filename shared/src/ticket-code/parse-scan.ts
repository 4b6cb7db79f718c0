import { fromBase45 } from '../bytes/index.js';
import { normaliseMediumText, stripReaderPrefixes } from './medium-text.js';
import { ROTATING_CODE_BYTES, ROTATING_PREFIX, type RotatingTail } from './rotating-code.js';
import { parseShortCode, type ShortCode } from './short-code.js';
import { decodeTicketBody, TICKET_BODY_BYTES, type TicketBody } from './ticket-body.js';
import { STATIC_PREFIX, TICKET_CODE_BYTES } from './ticket-code.js';

/** More than any barcode holds (a QR code: 4,296 alphanumeric characters). */
const MAX_CHARACTERS = 4_296;

/** What a text turns out to be before any look-up. */
export type ParsedScan =
  | { readonly form: 'native'; readonly body: TicketBody; readonly code: Uint8Array }
  | {
      readonly form: 'rotating';
      readonly body: TicketBody;
      readonly code: Uint8Array;
      readonly tail: RotatingTail;
    }
  /** One typed text in 32 that is a medium's looks like a short code too: `text` is what to look up second. */
  | { readonly form: 'short'; readonly short: ShortCode; readonly text: string }
  /** `text` is normalised and is looked up among the media. */
  | { readonly form: 'foreign'; readonly text: string }
  | { readonly form: 'unreadable'; readonly reason: 'malformed' | 'needs_update' };

export interface ScanSource {
  /** Short codes are for typing: of a camera's barcodes one in 32 would look like one. */
  readonly typed: boolean;
}

/** A text after "G:" or "H:" that does not parse is unreadable, never foreign. */
export function parseScan(scanned: string, { typed }: ScanSource): ParsedScan {
  if (scanned.length > MAX_CHARACTERS) return unreadable('malformed');
  const bare = stripReaderPrefixes(scanned);
  if (bare.startsWith(STATIC_PREFIX)) return parseCode(bare, TICKET_CODE_BYTES);
  if (bare.startsWith(ROTATING_PREFIX)) return parseCode(bare, ROTATING_CODE_BYTES);
  const text = normaliseMediumText(scanned);
  if (text === '') return unreadable('malformed');
  const short = typed ? parseShortCode(bare) : null;
  return short === null ? { form: 'foreign', text } : { form: 'short', short, text };
}

function parseCode(text: string, length: number): ParsedScan {
  const decoded = fromBase45(text.slice(STATIC_PREFIX.length));
  if (!decoded.ok || decoded.value.length < TICKET_BODY_BYTES) return unreadable('malformed');
  const bytes = decoded.value;
  const body = decodeTicketBody(bytes.subarray(0, TICKET_BODY_BYTES));
  if (!body.ok) return unreadable(body.reason === 'needs_update' ? 'needs_update' : 'malformed');
  if (bytes.length !== length) return unreadable('malformed');
  const code = bytes.subarray(0, TICKET_CODE_BYTES);
  if (length === TICKET_CODE_BYTES) return { form: 'native', body: body.value, code };
  const stepLow = 256 * (bytes[TICKET_CODE_BYTES] ?? 0) + (bytes[TICKET_CODE_BYTES + 1] ?? 0);
  const tail = { stepLow, mac: bytes.subarray(TICKET_CODE_BYTES + 2) };
  return { form: 'rotating', body: body.value, code, tail };
}

function unreadable(reason: 'malformed' | 'needs_update'): ParsedScan {
  return { form: 'unreadable', reason };
}
