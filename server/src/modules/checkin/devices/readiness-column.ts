import { isReady, type ReadinessFinding } from '@gatehouse/shared/protocol';
import { sql } from 'kysely';

/** Beside the row of a phone `d`. */
export const readinessColumn = sql<{ at: string; findings: ReadinessFinding[] } | null>`(
  select json_build_object('at', r.checked_at, 'findings', r.findings) from checkin.readiness r
  where r.organisation_id = d.organisation_id and r.device_id = d.id)`.as('readiness');

export function describeReadiness(kept: { at: string; findings: ReadinessFinding[] } | null) {
  if (kept === null) return null;
  return { at: new Date(kept.at).toISOString(), ready: isReady(kept.findings), findings: kept.findings };
}
