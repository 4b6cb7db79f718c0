import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { useI18n } from './i18n-context.js';
import { CrossIcon } from './icons.js';

export interface PanelProps {
  readonly title: string;
  /** Somebody wants to leave, by Escape or by the cross. The owner decides and takes the panel away. */
  readonly onLeave: () => void;
  readonly children: ComponentChildren;
}

/** A sheet over the page for work on one thing. It is open for as long as it is drawn. */
export function Panel({ title, onLeave, children }: PanelProps) {
  const { t } = useI18n();
  const element = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    const dialog = element.current;
    dialog?.showModal();
    return () => dialog?.close();
  }, []);
  function onCancel(event: Event): void {
    // What was typed is not thrown away by one press of a key.
    event.preventDefault();
    if (event.target === element.current) onLeave();
  }
  // A browser lets nobody hold a dialog open for ever: after a second Escape it is closed for real.
  function onClose(event: Event): void {
    if (event.target !== element.current || !element.current?.isConnected) return;
    element.current.showModal();
    onLeave();
  }
  return (
    <dialog ref={element} class="ui-panel" aria-labelledby={titleId} onCancel={onCancel} onClose={onClose}>
      <header>
        <h2 id={titleId}>{title}</h2>
        <button type="button" class="ui-icon-button" aria-label={t('common.close')} onClick={onLeave}>
          <CrossIcon />
        </button>
      </header>
      {children}
    </dialog>
  );
}
