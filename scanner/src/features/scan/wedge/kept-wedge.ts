import { readKept, writeKept } from '@gatehouse/shared/ui';
import { createState, type Readable } from '../../../store/readable.js';
import type { WedgeSetup } from './wedge-setup.js';

const key = 'gatehouse.wedge';
const current = createState<WedgeSetup | null>(understand(readKept(key)));

/** How the hand scanner of this phone is set up; null: nobody did. */
export const wedgeSetup: Readable<WedgeSetup | null> = current;

/** @param setup null forgets it */
export function keepWedge(setup: WedgeSetup | null): void {
  writeKept(key, setup === null ? '' : JSON.stringify(setup));
  current.set(setup);
}

/** @returns null for what no version of this app has written */
export function understand(text: string | null): WedgeSetup | null {
  try {
    const said: unknown = JSON.parse(text ?? '');
    return isSetup(said) ? said : null;
  } catch {
    return null;
  }
}

function isSetup(said: unknown): said is WedgeSetup {
  if (typeof said !== 'object' || said === null) return false;
  const { characters, prefix, suffix, before, after, end } = said as Record<string, unknown>;
  return (
    typeof characters === 'object' &&
    characters !== null &&
    Object.values(characters).every(isText) &&
    [prefix, suffix].every((names) => Array.isArray(names) && names.every(isText)) &&
    isText(before) &&
    isText(after) &&
    (end === 'Enter' || end === 'Tab' || end === 'none')
  );
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}
