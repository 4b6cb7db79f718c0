import { sql } from 'kysely';

export interface PhoneDigest {
  readonly same: boolean;
  /** The first eight digits. */
  readonly digest: string;
  readonly tickets: number;
  readonly scans: number;
  readonly at: string;
}

/** Beside the row of a phone `d` at an event `e`. */
export const digestColumn = sql<PhoneDigest | null>`(
  select json_build_object('same', p.same, 'digest', encode(substring(p.digest for 4), 'hex'),
    'tickets', p.tickets_count, 'scans', p.scans_count, 'at', p.compared_at)
  from checkin.phone_digest p
  where p.organisation_id = d.organisation_id and p.device_id = d.id and p.event_id = e.event_id)`.as(
  'digest',
);

export function describeDigest(kept: PhoneDigest | null): PhoneDigest | null {
  return kept && { ...kept, at: new Date(kept.at).toISOString() };
}
