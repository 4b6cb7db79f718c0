import { insideByList, type Walked } from '@gatehouse/shared/checkin';
import type { LogRow } from '@gatehouse/shared/log';
import { doorRules, type StoredEvent } from '../server/event.js';
import type { StoredScan } from '../server/state.js';
import { fail } from './failure.js';
import type { World } from './world.js';

/** How many people there may be, where the order of two moves is nobody's knowledge. */
interface Range {
  readonly least: number;
  readonly most: number;
}

/** Behind every time that a phone may have taken for the true one. */
const LATER_MS = 48 * 3_600_000;

/**
 * 13: inside are those who really went in and did not leave again, counted body by body and not by the walk. Every
 * admission is a body, whatever became of its review; only a list that lets in more than once counts one ticket's
 * standing admissions as one.
 */
export function checkInside(world: World, event: StoredEvent, walked: Walked): void {
  const policy = doorRules(event);
  const scans = [...world.database.state.scans.values()].filter(
    ({ eventId, record }) => eventId === event.id && record.review.standing !== 'quarantined',
  );
  const { least, most } = peopleInside(scans, world.draft.list.entry);
  for (const [list, tally] of insideByList(walked, { policy, now: world.loop.now + LATER_MS })) {
    if (most > 0) world.tally.note('check 13');
    const { inside, leftFromOutside } = tally;
    const isRight = inside >= Math.max(0, least) && inside <= Math.max(0, most);
    if (!isRight || leftFromOutside < 0)
      fail(13, `${inside} people are inside by ${list}, and ${least} to ${most} bodies went in and stayed`);
  }
}

function peopleInside(scans: readonly StoredScan[], entry: 'single' | 'multiple' | 're-entry'): Range {
  const undone = new Set(
    scans.flatMap(({ record: { row } }) => (row.kind === 'undo' && row.names ? [row.names.scan] : [])),
  );
  const counted = scans.reduce((sum, { record: { row } }) => sum + countOf(row), 0);
  const moves = scans.filter(({ record: { row } }) => row.kind === 'scan' && !undone.has(row.id));
  const byTicket = new Map<string, StoredScan[]>();
  for (const move of moves) {
    const ticket = Buffer.from(move.record.row.ticketHash ?? []).toString('hex');
    byTicket.set(ticket, [...(byTicket.get(ticket) ?? []), move]);
  }
  const ranges = [...byTicket.values()].map((ofTicket) => peopleOf(ofTicket, entry));
  return {
    least: counted + ranges.reduce((sum, { least }) => sum + least, 0),
    most: counted + ranges.reduce((sum, { most }) => sum + most, 0),
  };
}

function countOf({ kind, direction, persons }: LogRow): number {
  if (kind !== 'count') return 0;
  return direction === 'out' ? -persons : persons;
}

/** Of one ticket, which is one person's. */
function peopleOf(moves: readonly StoredScan[], entry: 'single' | 'multiple' | 're-entry'): Range {
  const effect = (wanted: LogRow['effect']) => moves.filter(({ record: { row } }) => row.effect === wanted);
  const persons = effect('person').filter(({ record }) => record.review.standing === 'stands').length;
  const [entries, exits] = [effect('entry'), effect('exit').length];
  const standing = entries.filter(({ record }) => record.review.standing === 'stands').length;
  const bodies = persons + entries.length - standing;
  const [fewest, most] = [bodies, bodies + Math.min(1, standing)];
  if (exits === 0) return { least: most, most };
  // Who enters again after each exit is inside once more than who left last.
  const isCertain = entry !== 'multiple' && standing > exits;
  return { least: isCertain ? most : fewest, most };
}
