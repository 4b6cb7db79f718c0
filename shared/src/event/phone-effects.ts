/**
 * What an edit of a published event means for the phones at its doors. The portal shows it before saving, the
 * API answers with it afterwards.
 *
 * - `next_sync`: phones take the edit at their next sync; one without network goes on with what it has
 * - `codes_stay`: tickets that were sent stay valid, nobody needs a new code
 * - `class_loses_entry`: tickets of a type that was on the list are refused as "wrong list"
 * - `gate_closed`: a gate at which the list was valid refuses it
 * - `static_codes_refused`: printed and e-mailed codes are refused, only the rotating code admits
 * - `earlier_entries_count`: entries made so far count under the new rule
 * - `window_narrowed`: tickets or the list are valid for a shorter time than phones know now
 */
export type PhoneEffect =
  | 'next_sync'
  | 'codes_stay'
  | 'class_loses_entry'
  | 'gate_closed'
  | 'static_codes_refused'
  | 'earlier_entries_count'
  | 'window_narrowed';

/** The parts of an access list that decide what phones do. */
export interface ListFacts {
  readonly classes: readonly number[];
  /** Empty: every gate. */
  readonly gateIds: readonly string[];
  readonly entry: string;
  readonly maxEntries: number | null;
  readonly rotation: string;
  readonly activeFrom: string | null;
  readonly activeUntil: string | null;
}

/** The parts of a ticket type that a gate knows. */
export interface ClassFacts {
  readonly validFrom: string | null;
  readonly validUntil: string | null;
}

/** @param before null for a new list; @param after null for a deleted one */
export function listEffects(
  published: boolean,
  before: ListFacts | null,
  after: ListFacts | null,
): PhoneEffect[] {
  if (!published) return [];
  const effects: PhoneEffect[] = ['next_sync'];
  if (before === null) return effects;
  const classesLeft = new Set(after?.classes);
  if (before.classes.some((number) => !classesLeft.has(number))) effects.push('class_loses_entry');
  if (after === null) return effects;
  if (closesGate(before.gateIds, after.gateIds)) effects.push('gate_closed');
  if (after.rotation === 'required' && before.rotation !== 'required') effects.push('static_codes_refused');
  if (after.entry !== before.entry || after.maxEntries !== before.maxEntries)
    effects.push('earlier_entries_count');
  if (narrows([before.activeFrom, before.activeUntil], [after.activeFrom, after.activeUntil]))
    effects.push('window_narrowed');
  return effects;
}

/** @param before null for a new type; @param after null for a deleted one */
export function classEffects(
  published: boolean,
  before: ClassFacts | null,
  after: ClassFacts | null,
): PhoneEffect[] {
  if (!published) return [];
  const effects: PhoneEffect[] = ['next_sync'];
  if (before === null || after === null) return effects;
  effects.push('codes_stay');
  if (narrows([before.validFrom, before.validUntil], [after.validFrom, after.validUntil]))
    effects.push('window_narrowed');
  return effects;
}

function closesGate(before: readonly string[], after: readonly string[]): boolean {
  if (after.length === 0) return false;
  return before.length === 0 || before.some((gate) => !after.includes(gate));
}

type Window = readonly [from: string | null, until: string | null];

function narrows([fromBefore, untilBefore]: Window, [fromAfter, untilAfter]: Window): boolean {
  const instant = (text: string | null, open: number) => (text === null ? open : Date.parse(text));
  const laterStart = instant(fromAfter, -Infinity) > instant(fromBefore, -Infinity);
  return laterStart || instant(untilAfter, Infinity) < instant(untilBefore, Infinity);
}
