import { useEffect, useState } from 'preact/hooks';

const typingPauseMs = 250;

/** The value as it was when the typing last paused: what is asked of the server while somebody fills in a filter. */
export function useSettled<Value>(value: Value): Value {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const pause = setTimeout(() => setSettled(value), typingPauseMs);
    return () => clearTimeout(pause);
  }, [value]);
  return settled;
}
