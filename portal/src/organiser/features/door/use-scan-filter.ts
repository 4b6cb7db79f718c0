import { useMemo, useState } from 'preact/hooks';
import { useSettled } from '../../../forms/use-settled.js';
import { askedOf, everyScan, type ScanFilter } from './asked-filter.js';

export type ScanFilterState = ReturnType<typeof useScanFilter>;

/** What is being filled in, and what is asked of the server once the typing pauses. @param timeZone of the event */
export function useScanFilter(timeZone: string) {
  const [values, setValues] = useState(everyScan);
  const settled = useSettled(values);
  const asked = useMemo(() => askedOf(settled, timeZone), [settled, timeZone]);
  return {
    values,
    asked,
    narrowed: Object.keys(asked).length > 0,
    change: (part: Partial<ScanFilter>) => setValues((old) => ({ ...old, ...part })),
    reset: () => setValues(everyScan),
  };
}
