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
    const parts = [...(answer.current?.parentElement?.children ?? [])].filter((part) =>
      part.matches(covered),
    );
    for (const part of parts) part.toggleAttribute('inert', true);
    return () => {
      for (const part of parts) part.toggleAttribute('inert', false);
      const isFree = document.activeElement === null || document.activeElement === document.body;
      if (isFree && before instanceof HTMLElement) before.focus({ preventScroll: true });
    };
  }, [answer]);
}
