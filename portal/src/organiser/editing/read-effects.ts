import type { PhoneEffect } from '@gatehouse/shared/event';

/** In the order in which they are told: what takes something away comes first. */
const told: readonly PhoneEffect[] = [
  'class_loses_entry',
  'gate_closed',
  'static_codes_refused',
  'window_narrowed',
  'earlier_entries_count',
  'codes_stay',
  'next_sync',
];

/** The effects of an answer that this version of the app can put into words. */
export function readEffects(codes: readonly string[]): readonly PhoneEffect[] {
  return told.filter((effect) => codes.includes(effect));
}
