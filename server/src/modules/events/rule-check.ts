import { type Rule, ruleProblem, type Term, termsOf } from '@gatehouse/shared/checkin';
import { AppError, type ErrorDefinition, fieldError } from '../../platform/errors/app-error.js';
import { uuidPattern } from '../../platform/http/text-formats.js';
import type { ClosedTransaction } from '../../platform/tenancy/tenancy.js';
import { eventErrors } from './errors.js';
import type { TypesOf } from './index.js';
import { readSeries } from './series-queries.js';
import type { EventsTables } from './tables.js';

/** @throws AppError events.wrong_rule, events.unknown_gate, events.unknown_ticket_type, events.unknown_date */
export type RuleCheck = (trx: ClosedTransaction, eventId: string, rule: unknown) => Promise<Rule | null>;

/**
 * What may be saved as the rule of a list of this event: built of known terms, naming nothing of another event but
 * dates of its series.
 * @throws AppError events.wrong_rule, events.unknown_gate, events.unknown_ticket_type, events.unknown_date beside the
 *   part that is wrong
 */
export async function checkRule(
  trx: ClosedTransaction,
  { eventId, typesOf }: { readonly eventId: string; readonly typesOf: TypesOf },
  rule: unknown,
): Promise<Rule | null> {
  if (rule === null) return null;
  const problem = ruleProblem(rule);
  if (problem !== null) throw fieldError(eventErrors.wrongRule, fieldOf(problem.path), problem.code);
  const checked = rule as Rule;
  const placed = termsOf(checked);
  const gates = namedIn(placed, 'gate');
  const types = namedIn(placed, 'ticket_type');
  requireAll(gates, await gatesOf(trx, eventId, idsOf(gates)), eventErrors.unknownGate);
  requireAll(
    types,
    types.length > 0 ? await typesOf(trx, eventId, idsOf(types)) : [],
    eventErrors.unknownTicketType,
  );
  const dates = namedIn(placed, 'date');
  requireAll(dates, dates.length > 0 ? await datesOf(trx, eventId) : [], eventErrors.unknownDate);
  // Tickets have no variation yet, so nothing can be named by it.
  const [early] = namedIn(placed, 'variation');
  if (early) throw fieldError(eventErrors.wrongRule, early.field, 'nothing_to_name');
  return checked;
}

interface NamedPlace {
  readonly field: string;
  readonly values: readonly string[];
}

function namedIn(
  placed: readonly { readonly term: Term; readonly path: string }[],
  name: 'gate' | 'ticket_type' | 'variation' | 'date',
): NamedPlace[] {
  return placed.flatMap(({ term, path }) =>
    term.term === name ? [{ field: fieldOf(path === '' ? 'in' : `${path}.in`), values: term.in }] : [],
  );
}

function requireAll(places: readonly NamedPlace[], known: readonly string[], error: ErrorDefinition): void {
  const errors = places
    .filter(({ values }) => values.some((value) => !known.includes(value)))
    .map(({ field }) => ({ field, code: error.code, message: error.title }));
  if (errors.length > 0) throw new AppError(error, { detail: error.title, errors });
}

/** What is no id is nobody's. */
function idsOf(places: readonly NamedPlace[]): string[] {
  return places.flatMap(({ values }) => values).filter((value) => uuidPattern.test(value));
}

async function gatesOf(trx: ClosedTransaction, eventId: string, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const rows = await trx
    .$extendTables<EventsTables>()
    .selectFrom('events.gate')
    .select('id')
    .where('eventId', '=', eventId)
    .where('id', 'in', [...ids])
    .execute();
  return rows.map(({ id }) => id);
}

/** None of an event that stands alone: where there is one date, nothing is told apart by it. */
async function datesOf(trx: ClosedTransaction, eventId: string): Promise<string[]> {
  const { seriesId, dates } = await readSeries(trx, eventId);
  return seriesId === null ? [] : dates.map(({ id }) => id);
}

function fieldOf(path: string): string {
  return path === '' ? 'rule' : `rule.${path}`;
}
