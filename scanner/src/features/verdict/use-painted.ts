import { useEffect } from 'preact/hooks';

/** Tells, a frame after it was drawn, that something was on the screen. @param tell stays the same over drawings */
export function usePainted<T>(drawn: T, tell: (drawn: T) => void): void {
  useEffect(() => {
    const handle = requestAnimationFrame(() => tell(drawn));
    return () => cancelAnimationFrame(handle);
  }, [drawn, tell]);
}
