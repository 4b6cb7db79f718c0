import type { EventClock } from './times.js';

/** What the things of a file are called where its rule is read. */
export interface RuleNames {
  readonly clock: EventClock;
  ticketType(id: string): string;
  gate(id: string): string;
  date(word: string): string;
}

/** In the file the times of a rule may be texts, and classes and gates have its own ids. */
export function ruleOf(rule: unknown, names: RuleNames): unknown {
  return JSON.parse(JSON.stringify(rule), (key, value) =>
    key === 'at' && typeof value === 'string' ? names.clock.read(value) : named(value, names),
  );
}

function named(value: unknown, names: RuleNames): unknown {
  if (typeof value !== 'object' || value === null || !('term' in value) || !('in' in value)) return value;
  const { term, in: ids } = value;
  const name = { gate: names.gate, ticket_type: names.ticketType, date: names.date }[String(term)];
  if (!Array.isArray(ids) || name === undefined) return value;
  return { ...value, in: ids.map((id) => (typeof id === 'string' ? name(id) : id)) };
}
