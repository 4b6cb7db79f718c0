import type { ComponentChildren } from 'preact';
import { AlertIcon, CheckIcon, CrossIcon, type Icon, InfoIcon } from './icons.js';

export type Tone = 'info' | 'good' | 'warn' | 'bad';

export const toneIcons: Readonly<Record<Tone, Icon>> = {
  info: InfoIcon,
  good: CheckIcon,
  warn: AlertIcon,
  bad: CrossIcon,
};

export interface NoticeProps {
  readonly tone?: Tone;
  readonly title?: string;
  readonly children?: ComponentChildren;
  /** Buttons after the text. */
  readonly actions?: ComponentChildren;
}

/** Says something about the page as a whole. What is wrong is told at once, the rest when the reader pauses. */
export function Notice({ tone = 'info', title, children, actions }: NoticeProps) {
  const ToneIcon = toneIcons[tone];
  return (
    <div class="ui-notice" data-tone={tone} role={tone === 'bad' ? 'alert' : 'status'}>
      <ToneIcon />
      <div>
        {title && <p class="font-medium">{title}</p>}
        {children}
        {actions && <div class="ui-actions mt-3">{actions}</div>}
      </div>
    </div>
  );
}
