import type { RefObject } from 'preact';
import { useLayoutEffect } from 'preact/hooks';

const covered = '.door-status, .door-top, .door-view, .door-bottom, .door-many';

/**
 * What an answer covers is out of the reach of keys and readers while it stands; whoever had the focus there has it again
 * afterwards, because a green answer goes by itself. The answer is drawn first: everything covered is styled anew for it.
 * @param answer lies beside what it covers
 */
export function useAlone(answer: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    const before = document.activeElement;
    const own = answer.current;
    const parts = [...(own?.parentElement?.children ?? [])].filter((part) => part.matches(covered));
    const undo = afterFrame(() => {
      for (const part of parts) part.toggleAttribute('inert', true);
    });
    return () => {
      undo();
      for (const part of parts) part.toggleAttribute('inert', false);
      const now = document.activeElement;
      const isLost = now === null || now === document.body || own?.contains(now);
      if (isLost && before instanceof HTMLElement) before.focus({ preventScroll: true });
    };
  }, [answer]);
}

/** @returns takes it back, if it has not happened */
function afterFrame(work: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const frame = requestAnimationFrame(() => {
    timer = setTimeout(work);
  });
  return () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
  };
}
