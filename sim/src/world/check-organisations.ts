import { fail } from './failure.js';
import type { World } from './world.js';

/** 14: of two organisations in one store, nothing of one lies with the other. */
export function checkOrganisations({ database, draft, server, tally }: World): void {
  const { devices, events, rows, scans, conflicts } = database.state;
  if (draft.organisations < 2) return;
  const ofEvent = (eventId: string) => events.get(eventId)?.organisationId;
  for (const [id, { eventId, record }] of scans) {
    tally.note('check 14');
    const owner = devices.get(record.row.device)?.organisationId;
    if (owner !== ofEvent(eventId)) fail(14, `scan ${id} of a phone of ${owner} lies with event ${eventId}`);
    const { first } = record.review;
    const other = first === null ? undefined : scans.get(first)?.eventId;
    if (other !== undefined && other !== eventId) fail(14, `scan ${id} is extra to one of event ${other}`);
  }
  for (const [id, { eventId }] of conflicts)
    if (scans.get(id)?.eventId !== eventId) fail(14, `the conflict of ${id} lies with event ${eventId}`);
  for (const [device, log] of rows)
    for (const { row } of log)
      if (row !== null && row.device !== device) fail(14, `row ${row.id} lies with phone ${device}`);
  if (server.strayed !== null) fail(14, server.strayed);
}
