import { useI18n } from './i18n-context.js';

/** Turns beside a word that says what is going on. */
export function Spinner() {
  return <span class="ui-spinner" aria-hidden="true" />;
}

/** Fills the place of a page that is on its way. */
export function Loading() {
  const { t } = useI18n();
  return (
    <p role="status" class="flex items-center justify-center gap-3 p-10 text-ink-muted">
      <Spinner />
      {t('common.loading')}
    </p>
  );
}

export interface SkeletonProps {
  readonly lines?: number;
}

/** Keeps the place of lines that are on their way, so that the page does not jump. */
export function Skeleton({ lines = 3 }: SkeletonProps) {
  const { t } = useI18n();
  const widths = ['w-full', 'w-5/6', 'w-2/3'];
  return (
    <div role="status" class="grid gap-3">
      <span class="sr-only">{t('common.loading')}</span>
      {Array.from({ length: lines }, (_, line) => (
        <span key={line} class={`ui-skeleton ${widths[line % widths.length]}`} />
      ))}
    </div>
  );
}

export interface ProgressProps {
  readonly label: string;
  /** From 0 to 1; unset while nobody knows. */
  readonly value?: number;
}

export function Progress({ label, value }: ProgressProps) {
  return (
    <progress class="ui-progress" aria-label={label} max={1} {...(value === undefined ? {} : { value })} />
  );
}
