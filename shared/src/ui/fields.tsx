import type { ComponentChildren, InputHTMLAttributes } from 'preact';
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
function useWiring({ name, hint, error, required, disabled }: FieldProps): Wiring {
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

function Frame({ id, label, hint, error, required, children }: FrameProps) {
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

function FieldError({ id, error }: { readonly id: string; readonly error: string | undefined }) {
  if (error === undefined) return null;
  return (
    <p class="ui-error" id={`${id}-error`}>
      <AlertIcon size={16} />
      {error}
    </p>
  );
}

export interface TextFieldProps
  extends TextualProps,
    Pick<InputHTMLAttributes, 'autoComplete' | 'inputMode' | 'placeholder'> {
  readonly type?: 'text' | 'email' | 'password' | 'url' | 'number' | 'search';
}

export function TextField({
  type = 'text',
  value,
  onValue,
  autoComplete,
  inputMode,
  ...field
}: TextFieldProps) {
  const wiring = useWiring(field);
  const extras = { autoComplete, inputMode, placeholder: field.placeholder };
  return (
    <Frame {...field} id={wiring.id}>
      <input
        {...wiring}
        {...extras}
        // Preact types an input per kind; every kind that is offered here takes the same attributes.
        type={type as 'text'}
        dir={type === 'email' || type === 'url' ? 'ltr' : 'auto'}
        value={value}
        onInput={(event) => onValue(event.currentTarget.value)}
      />
    </Frame>
  );
}

export function TextArea({ value, onValue, ...field }: TextualProps) {
  const wiring = useWiring(field);
  return (
    <Frame {...field} id={wiring.id}>
      <textarea
        {...wiring}
        dir="auto"
        value={value}
        onInput={(event) => onValue(event.currentTarget.value)}
      />
    </Frame>
  );
}

export interface SelectFieldProps extends TextualProps {
  readonly options: readonly { readonly value: string; readonly label: string }[];
}

export function SelectField({ value, onValue, options, ...field }: SelectFieldProps) {
  const wiring = useWiring(field);
  return (
    <Frame {...field} id={wiring.id}>
      <select {...wiring} value={value} onChange={(event) => onValue(event.currentTarget.value)}>
        {options.map((option) => (
          <option key={option.value} value={option.value} selected={option.value === value}>
            {option.label}
          </option>
        ))}
      </select>
    </Frame>
  );
}

export interface DateTimeFieldProps extends TextualProps {
  /** Said beside the field, because the entry counts there and not where the reader sits. */
  readonly timeZone?: string;
}

/** @remarks `value` is local to `timeZone`: `2027-05-03T18:30`, without an offset. */
export function DateTimeField({ value, onValue, timeZone, ...field }: DateTimeFieldProps) {
  const wiring = useWiring(field);
  return (
    <Frame {...field} id={wiring.id}>
      <div class="ui-suffix">
        <input
          {...wiring}
          type="datetime-local"
          value={value}
          onInput={(event) => onValue(event.currentTarget.value)}
        />
        {timeZone && <span>{timeZone}</span>}
      </div>
    </Frame>
  );
}

export interface CheckboxFieldProps extends FieldProps {
  readonly checked: boolean;
  readonly onChecked: (checked: boolean) => void;
}

export function CheckboxField({ checked, onChecked, ...field }: CheckboxFieldProps) {
  const wiring = useWiring(field);
  return (
    <div class="ui-field">
      <label class="ui-check">
        <input
          {...wiring}
          class=""
          type="checkbox"
          checked={checked}
          onChange={(event) => onChecked(event.currentTarget.checked)}
        />
        <span>
          <span class="block font-medium">{field.label}</span>
          {field.hint && (
            <span class="ui-hint block" id={`${wiring.id}-hint`}>
              {field.hint}
            </span>
          )}
        </span>
      </label>
      <FieldError id={wiring.id} error={field.error} />
    </div>
  );
}
