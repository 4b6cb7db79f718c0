import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import { useI18n } from './i18n-context.js';
import { AlertIcon } from './icons.js';

export interface FieldProps {
  readonly name: string;
  readonly label: string;
  readonly hint?: string | undefined;
  /** What is wrong with the entry, in the reader's words. */
  readonly error?: string | undefined;
  readonly required?: boolean | undefined;
  readonly disabled?: boolean | undefined;
}

export interface TextualProps extends FieldProps {
  readonly value: string;
  readonly onValue: (value: string) => void;
}

/** What a control needs, so that a screen reader tells hint and error with it. */
interface Wiring {
  readonly id: string;
  readonly name: string;
  readonly class: string;
  readonly disabled: boolean;
  readonly 'aria-required': boolean;
  readonly 'aria-invalid': boolean;
  readonly 'aria-describedby'?: string;
}

/** The identifiers of hint and error exist only while they are shown. */
export function useWiring({ name, hint, error, required, disabled }: FieldProps): Wiring {
  const id = useId();
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ');
  return {
    id,
    name,
    class: 'ui-input',
    disabled: disabled === true,
    'aria-required': required === true,
    'aria-invalid': error !== undefined,
    ...(described === '' ? {} : { 'aria-describedby': described }),
  };
}

interface FrameProps extends FieldProps {
  readonly id: string;
  readonly children: ComponentChildren;
}

export function Frame({ id, label, hint, error, required, children }: FrameProps) {
  const { t } = useI18n();
  return (
    <div class="ui-field">
      <label class="ui-label" for={id}>
        {label}
        {required !== true && <span class="ui-optional">{t('common.optional')}</span>}
      </label>
      {children}
      {hint && (
        <p class="ui-hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      <FieldError id={id} error={error} />
    </div>
  );
}

export function FieldError({ id, error }: { readonly id: string; readonly error: string | undefined }) {
  if (error === undefined) return null;
  return (
    <p class="ui-error" id={`${id}-error`}>
      <AlertIcon size={16} />
      {error}
    </p>
  );
}
