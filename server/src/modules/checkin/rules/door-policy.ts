import type { Policy } from '@gatehouse/shared/checkin';
import { policyOf } from '@gatehouse/shared/door';
import type { ClosedTransaction } from '../../../platform/tenancy/tenancy.js';
import type { Events } from '../../events/index.js';
import type { Ticketing } from '../../ticketing/index.js';
import { readDoorRules, timesOf } from '../manifest/index.js';

export interface RuleDeps {
  readonly events: Events;
  readonly ticketing: Ticketing;
}

/**
 * What a steward's phone would decide by if it had just synchronised. A pass has no door of its own: its lists are asked
 * at that date of it which is nearest.
 * @param asked `at`: milliseconds since 1970
 * @throws AppError platform.not_found
 */
export async function readDoorPolicy(
  trx: ClosedTransaction,
  { events, ticketing }: RuleDeps,
  { eventId, at }: { readonly eventId: string; readonly at: number },
): Promise<Policy> {
  const rules = await readDoorRules(trx, { events, ticketing }, eventId);
  const { publicNumber, kind } = await events.read(trx, eventId);
  const keys = await ticketing.readDoorKeys(trx, eventId);
  const accepted = { id: publicNumber, salt: new Uint8Array(), keys, rotation: null };
  const date = kind === 'pass' ? await nearestDate(trx, { events }, { passId: eventId, at }) : undefined;
  const times = date === undefined ? rules.times : timesOf(await events.read(trx, date)).times;
  return policyOf({ ...rules, times, events: [accepted] }, 'steward');
}

async function nearestDate(
  trx: ClosedTransaction,
  { events }: Pick<RuleDeps, 'events'>,
  { passId, at }: { readonly passId: string; readonly at: number },
): Promise<string | undefined> {
  const own = await events.readPassDates(trx, passId, 'now');
  const { dates } = await events.readSeries(trx, passId);
  const away = (startsAt: Date) => Math.abs(startsAt.getTime() - at);
  const [nearest] = dates
    .filter(({ id }) => own.includes(id))
    .sort((a, b) => away(a.startsAt) - away(b.startsAt));
  return nearest?.id;
}
