import { useMemo } from 'preact/hooks';

/** Every time zone that this browser knows, to choose from. Browsers leave UTC out of their list. */
export function useTimeZones() {
  return useMemo(() => {
    const names = new Set([...Intl.supportedValuesOf('timeZone'), 'UTC']);
    return [...names].map((name) => ({ value: name, label: name.replaceAll('_', ' ') }));
  }, []);
}
