import { defaultAccessOptions } from '@gatehouse/shared/event';
import { instantOf, localOf } from '../../../forms/local-time.js';
import type { AccessList, AccessListFields } from './access-list-api.js';

/** What the form of an access list holds. A type, because it has the index signature that entries need. */
export type AccessListEntries = {
  readonly name: string;
  /** Class numbers as texts, which is what a choice in a form is. */
  readonly classes: readonly string[];
  readonly gateIds: readonly string[];
  readonly entry: string;
  readonly maxEntries: string;
  readonly persons: string;
  readonly activeFrom: string;
  readonly activeUntil: string;
  readonly checkOutAt: string;
  readonly dayStartsAt: string;
  readonly includeUnpaid: boolean;
  readonly addOnMatch: boolean;
  readonly notOnList: string;
  readonly byHand: string;
  readonly byMedium: string;
  readonly rotation: string;
  /** As JSON; empty: no rule. */
  readonly rule: string;
};

/** What a new list begins with; the server takes the same for whoever names nothing. */
const usual: AccessListEntries = {
  ...defaultAccessOptions,
  name: '',
  classes: [],
  gateIds: [],
  maxEntries: '',
  activeFrom: '',
  activeUntil: '',
  checkOutAt: '',
  rule: '',
};

/** The entries behind "More rules". */
export const ruleNames = [
  'entry',
  'maxEntries',
  'persons',
  'activeFrom',
  'activeUntil',
  'checkOutAt',
  'dayStartsAt',
  'includeUnpaid',
  'addOnMatch',
  'notOnList',
  'byHand',
  'byMedium',
  'rotation',
] as const satisfies readonly (keyof AccessListEntries)[];

export function entriesOf(list: AccessList | undefined, timeZone: string): AccessListEntries {
  if (list === undefined) return usual;
  return {
    name: list.name,
    classes: list.classes.map(String),
    gateIds: list.gateIds,
    entry: list.entry,
    maxEntries: list.maxEntries?.toString() ?? '',
    persons: list.persons,
    activeFrom: localOf(list.activeFrom, timeZone),
    activeUntil: localOf(list.activeUntil, timeZone),
    checkOutAt: list.checkOutAt ?? '',
    dayStartsAt: list.dayStartsAt,
    includeUnpaid: list.includeUnpaid,
    addOnMatch: list.addOnMatch,
    notOnList: list.notOnList,
    byHand: list.byHand,
    byMedium: list.byMedium,
    rotation: list.rotation,
    rule: list.rule === null ? '' : JSON.stringify(list.rule),
  };
}

/** How many rules differ from what a new list begins with. */
export function countOwnRules(entries: AccessListEntries): number {
  return ruleNames.filter((name) => entries[name] !== usual[name]).length;
}

/**
 * What is sent: times are those of the event's clock. The choices are the API's own words, which the form's schema
 * has checked before.
 */
export function fieldsOf(entries: AccessListEntries, timeZone: string) {
  return {
    name: entries.name.trim(),
    classes: entries.classes.map(Number),
    gateIds: [...entries.gateIds],
    entry: entries.entry as AccessList['entry'],
    // One entry is one entry: a limit on it would only contradict.
    maxEntries: entries.entry === 'single' || entries.maxEntries === '' ? null : Number(entries.maxEntries),
    persons: entries.persons as AccessList['persons'],
    activeFrom: instantOf(entries.activeFrom, timeZone),
    activeUntil: instantOf(entries.activeUntil, timeZone),
    checkOutAt: entries.checkOutAt || null,
    dayStartsAt: entries.dayStartsAt || usual.dayStartsAt,
    includeUnpaid: entries.includeUnpaid,
    addOnMatch: entries.addOnMatch,
    notOnList: entries.notOnList as AccessList['notOnList'],
    byHand: entries.byHand as AccessList['byHand'],
    byMedium: entries.byMedium as AccessList['byMedium'],
    rotation: entries.rotation as AccessList['rotation'],
    // Checked by the server, which knows what a rule may name.
    rule: entries.rule === '' ? null : (JSON.parse(entries.rule) as Record<string, unknown>),
  } satisfies AccessListFields;
}
