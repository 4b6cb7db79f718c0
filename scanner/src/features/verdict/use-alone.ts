import type { RefObject } from 'preact';
import { useLayoutEffect } from 'preact/hooks';

const covered = '.door-status, .door-top, .door-view, .door-bottom, .door-many';

/**
 * What an answer covers is out of the reach of keys and readers for as long as it stands; whoever had the focus there has
 * it again afterwards, because a green answer goes by itself.
 * @param answer lies beside what it covers
 */
export function useAlone(answer: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    const before = document.activeElement;
    const own = answer.current;
    const parts = [...(own?.parentElement?.children ?? [])].filter((part) => part.matches(covered));
    for (const part of parts) part.toggleAttribute('inert', true);
    return () => {
      for (const part of parts) part.toggleAttribute('inert', false);
      const now = document.activeElement;
      const isLost = now === null || now === document.body || own?.contains(now);
      if (isLost && before instanceof HTMLElement) before.focus({ preventScroll: true });
    };
  }, [answer]);
}
