import { instantOf } from '../../../forms/local-time.js';
import type { Scan } from './door-api.js';

/** What the log is narrowed to; an empty text narrows nothing. */
export interface ScanFilter {
  readonly search: string;
  readonly gateId: string;
  readonly listId: string;
  readonly deviceId: string;
  readonly direction: '' | NonNullable<Scan['direction']>;
  readonly result: '' | NonNullable<Scan['result']>;
  readonly reason: string;
  readonly standing: '' | Scan['standing'];
  /** On the clocks of the event, as a field for date and time holds it. */
  readonly from: string;
  readonly until: string;
}

export const everyScan: ScanFilter = {
  search: '',
  gateId: '',
  listId: '',
  deviceId: '',
  direction: '',
  result: '',
  reason: '',
  standing: '',
  from: '',
  until: '',
};

/** A filter as the API takes it: with instants, and without what narrows nothing. */
export type AskedFilter = Readonly<Record<string, string>>;

/** @param timeZone of the event, on whose clocks the period is given */
export function askedOf({ from, until, search, ...picked }: ScanFilter, timeZone: string): AskedFilter {
  const asked = {
    ...picked,
    search: search.trim(),
    from: instantOf(from, timeZone) ?? '',
    until: instantOf(until, timeZone) ?? '',
  };
  return Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== ''));
}
