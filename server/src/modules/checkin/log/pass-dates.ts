import { sql } from 'kysely';
import type { Handlers } from '../../../platform/outbox/handlers.js';
import { passDatesChanged } from '../../ticketing/index.js';
import type { IngestDeps } from './ingest.js';
import { readScanPositions, takeSharedPositions } from './scans-feed.js';
import { tellDoors } from './tell-doors.js';

/** What was scanned of a pass is told again, so that phones of a date which is new to it know what happened before. */
export function tellPastOfPasses(handlers: Handlers, deps: IngestDeps): void {
  handlers.applyOnce(passDatesChanged, 'checkin.tell_past', async (trx, { organisationId, payload }) => {
    const { passId } = payload;
    const dates = await deps.events.readPassDates(trx, passId, 'ever');
    const scanned = [...(await readScanPositions(trx, dates)).keys()];
    if (scanned.length === 0) return;
    const [scans] = await deps.store(trx).lockScans(organisationId, scanned);
    const pass = scans?.passes?.find(({ eventId }) => eventId === passId);
    if (scans === undefined || pass === undefined) return;
    const { rows } = await sql<{ count: number }>`
      select count(*)::int as count from checkin.scan
      where pass_id = ${passId}::uuid and feed_count is not null`.execute(trx);
    const howMany = rows[0]?.count ?? 0;
    if (howMany === 0) return;
    const first = await takeSharedPositions(trx, pass, howMany);
    await sql`with numbered as (
        select device_id, seq, row_number() over (order by feed_start, feed_count, device_id, seq) - 1 as place
        from checkin.scan where pass_id = ${passId}::uuid and feed_count is not null
      )
      update checkin.scan as scan set feed_start = ${first.start}::bigint,
        feed_count = ${first.count}::bigint + numbered.place
      from numbered where scan.device_id = numbered.device_id and scan.seq = numbered.seq`.execute(trx);
    // The dates of the pass are among those of its series.
    await tellDoors(trx, deps, { scans, what: ['scans'] });
  });
}
