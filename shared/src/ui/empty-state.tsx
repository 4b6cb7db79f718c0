import type { ComponentChildren } from 'preact';

export interface EmptyStateProps {
  readonly title: string;
  /** What to do next, in one sentence. */
  readonly hint: string;
  readonly action?: ComponentChildren;
}

export function EmptyState({ title, hint, action }: EmptyStateProps) {
  return (
    <div class="ui-empty">
      <OpenGate />
      <h3>{title}</h3>
      <p>{hint}</p>
      {action}
    </div>
  );
}

/** The gate of the mark, open, with the lantern lit and nobody in it yet. */
function OpenGate() {
  return (
    <svg width="112" height="84" viewBox="0 0 112 84" fill="none" aria-hidden="true" focusable="false">
      <path class="fill-brand-soft" d="M20 12h14v10h14V12h16v10h14V12h14v66H20z" />
      <path class="fill-surface" d="M38 78V50a18 18 0 0136 0v28z" />
      <path
        stroke="currentColor"
        stroke-width="2.5"
        stroke-linecap="round"
        d="M4 78h104M38 78V50a18 18 0 0136 0v28"
      />
      <path stroke="currentColor" stroke-width="2.5" stroke-linecap="round" d="M56 32v8" />
      <circle class="fill-lantern" cx="56" cy="44.5" r="4.5" />
    </svg>
  );
}
