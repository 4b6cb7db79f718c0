import type { TicketCode } from '../checkin/index.js';
import { acceptedEvent, type Root } from '../manifest/index.js';
import type { Verify } from '../signing/index.js';
import { isGenuineTicketCode, type ParsedScan } from '../ticket-code/index.js';

/** Done before `decide` starts, because checking takes time and `decide` takes none. */
export async function checkSignature(
  parsed: ParsedScan,
  root: Root,
  verify: Verify,
): Promise<TicketCode['signature']> {
  if (parsed.form !== 'native' && parsed.form !== 'rotating') return 'unchecked';
  const { kid, event } = parsed.body;
  const key = acceptedEvent(root, event)?.keys.find((known) => known.kid === kid);
  if (key === undefined) return 'unchecked';
  return (await isGenuineTicketCode(parsed.code, key.publicKey, verify)) ? 'good' : 'bad';
}
