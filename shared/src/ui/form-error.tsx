import { useEffect, useRef } from 'preact/hooks';
import { useI18n } from './i18n-context.js';
import { Notice } from './notice.js';

export interface FormErrorProps {
  /** What the server or the form says about the whole. */
  readonly message?: string | undefined;
  /** How many entries carry an error of their own. */
  readonly entryCount: number;
  /** Identifies the request, for whoever is asked for help. */
  readonly reference?: string | undefined;
}

/** Stands above the fields and takes the focus, so that nobody has to look for what went wrong. */
export function FormError({ message, entryCount, reference }: FormErrorProps) {
  const { t } = useI18n();
  const box = useRef<HTMLDivElement>(null);
  const shown = message !== undefined || entryCount > 0;
  useEffect(() => {
    if (shown) box.current?.focus();
  }, [shown, message, entryCount]);
  if (!shown) return null;
  const count = entryCount > 0 ? t('common.form.errors', { count: entryCount }) : undefined;
  return (
    <div ref={box} tabIndex={-1} class="rounded-lg">
      <Notice tone="bad" title={message ?? count ?? ''}>
        {message && count && <p>{count}</p>}
        {reference && <p class="text-ink-muted text-sm">{t('errors.answer.reference', { reference })}</p>}
      </Notice>
    </div>
  );
}
