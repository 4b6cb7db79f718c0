import type { Policy } from '@gatehouse/shared/checkin';
import { policyOf } from '@gatehouse/shared/door';
import type { ClosedTransaction } from '../../../platform/tenancy/tenancy.js';
import type { Events } from '../../events/index.js';
import type { Ticketing } from '../../ticketing/index.js';
import { readDoorRules } from '../manifest/index.js';

export interface RuleDeps {
  readonly events: Events;
  readonly ticketing: Ticketing;
}

/** What a steward's phone would decide by if it had just synchronised. @throws AppError platform.not_found */
export async function readDoorPolicy(
  trx: ClosedTransaction,
  { events, ticketing }: RuleDeps,
  eventId: string,
): Promise<Policy> {
  const rules = await readDoorRules(trx, { events, ticketing }, eventId);
  const { publicNumber } = await events.read(trx, eventId);
  const keys = await ticketing.readDoorKeys(trx, eventId);
  const accepted = { id: publicNumber, salt: new Uint8Array(), keys, rotation: null };
  return policyOf({ ...rules, events: [accepted] }, 'steward');
}
