import type { ButtonHTMLAttributes, ComponentChildren } from 'preact';
import { Spinner } from './progress.js';

export type ButtonKind = 'primary' | 'secondary' | 'quiet' | 'danger';

export interface ButtonProps
  extends Pick<ButtonHTMLAttributes, 'onClick' | 'form' | 'name' | 'value' | 'id'> {
  readonly kind?: ButtonKind;
  readonly type?: 'button' | 'submit';
  readonly disabled?: boolean;
  /** Work is under way: the button keeps its place and its word, and does nothing. */
  readonly loading?: boolean;
  readonly children: ComponentChildren;
}

export function Button({
  kind = 'secondary',
  type = 'button',
  disabled,
  loading,
  children,
  ...rest
}: ButtonProps) {
  return (
    <button
      {...rest}
      type={type}
      class="ui-button"
      data-kind={kind}
      disabled={disabled === true || loading === true}
      aria-busy={loading === true}
    >
      {loading === true && <Spinner />}
      {children}
    </button>
  );
}
