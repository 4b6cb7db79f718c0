import type { ComponentChildren } from 'preact';
import { type Tone, toneIcons } from './notice.js';

export interface BadgeProps {
  readonly tone?: Tone | 'neutral';
  readonly children: ComponentChildren;
}

export function Badge({ tone = 'neutral', children }: BadgeProps) {
  return (
    <span class="ui-badge" data-tone={tone}>
      {children}
    </span>
  );
}

export interface StatusBadgeProps {
  readonly tone: Tone;
  readonly children: ComponentChildren;
}

/** A badge whose sign says the same as its colour. */
export function StatusBadge({ tone, children }: StatusBadgeProps) {
  const ToneIcon = toneIcons[tone];
  return (
    <Badge tone={tone}>
      <ToneIcon size={14} />
      {children}
    </Badge>
  );
}
