import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

export interface MenuProps {
  /** What the menu is opened by. */
  readonly label: ComponentChildren;
  readonly summaryClass?: string;
  /** Links and buttons. */
  readonly children: ComponentChildren;
}

/** A list that opens: the browser's own disclosure, closed by Escape, a choice, or a press anywhere else. */
export function Menu({ label, summaryClass = 'ui-button', children }: MenuProps) {
  const element = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    function close(event: Event): void {
      const inside = event.target instanceof Node && element.current?.contains(event.target) === true;
      if (!inside || (event instanceof KeyboardEvent && event.key === 'Escape'))
        element.current?.removeAttribute('open');
    }
    document.addEventListener('pointerdown', close);
    document.addEventListener('keydown', close);
    return () => {
      document.removeEventListener('pointerdown', close);
      document.removeEventListener('keydown', close);
    };
  }, []);
  return (
    <details class="ui-menu" ref={element}>
      <summary class={summaryClass} data-kind="secondary">
        {label}
      </summary>
      <div>{children}</div>
    </details>
  );
}
