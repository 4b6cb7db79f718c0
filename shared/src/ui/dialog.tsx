import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { Button } from './button.js';
import { useI18n } from './i18n-context.js';

export interface DialogProps {
  readonly open: boolean;
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
}

/** The browser's own dialog: it keeps the focus inside, closes on Escape and gives the focus back. */
export function Dialog({ open, title, onClose, children }: DialogProps) {
  const element = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    if (open) element.current?.showModal();
    else element.current?.close();
  }, [open]);
  return (
    <dialog ref={element} class="ui-dialog" aria-labelledby={titleId} onClose={onClose}>
      <h2 id={titleId} class="mb-2">
        {title}
      </h2>
      {open && children}
    </dialog>
  );
}

export interface ConfirmDialogProps {
  readonly open: boolean;
  /** A question. */
  readonly title: string;
  /** What happens after a yes. */
  readonly text: string;
  /** A verb, never just "OK". */
  readonly confirm: string;
  /** The way back, when it is more than "Cancel". */
  readonly cancel?: string;
  readonly danger?: boolean;
  readonly busy?: boolean;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
  /** What has to be known before the answer. */
  readonly children?: ComponentChildren;
}

export function ConfirmDialog(props: ConfirmDialogProps) {
  const { open, title, text, confirm, cancel, danger, busy, onConfirm, onClose, children } = props;
  const { t } = useI18n();
  return (
    <Dialog open={open} title={title} onClose={onClose}>
      <div class="grid gap-4">
        <p class="text-ink-muted">{text}</p>
        {children}
      </div>
      <div class="ui-actions">
        <Button onClick={onClose}>{cancel ?? t('common.cancel')}</Button>
        <Button kind={danger === true ? 'danger' : 'primary'} loading={busy === true} onClick={onConfirm}>
          {confirm}
        </Button>
      </div>
    </Dialog>
  );
}
