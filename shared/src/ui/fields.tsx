import type { InputHTMLAttributes } from 'preact';
import { FieldError, type FieldProps, Frame, type TextualProps, useWiring } from './field-frame.js';

export interface TextFieldProps
  extends TextualProps,
    Pick<InputHTMLAttributes, 'autoComplete' | 'inputMode' | 'placeholder'> {
  readonly type?: 'text' | 'email' | 'password' | 'url' | 'number' | 'search' | 'time' | 'date' | 'tel';
}

/** What is written from left to right in every language. */
const leftToRight: ReadonlySet<TextFieldProps['type']> = new Set(['email', 'url', 'tel'] as const);

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
        dir={leftToRight.has(type) ? 'ltr' : 'auto'}
        value={value}
        onInput={(event) => onValue(event.currentTarget.value)}
      />
    </Frame>
  );
}

export interface TextAreaProps extends TextualProps {
  /** In characters as the browser counts them. */
  readonly longest?: number;
}

export function TextArea({ value, onValue, longest, ...field }: TextAreaProps) {
  const wiring = useWiring(field);
  return (
    <Frame {...field} id={wiring.id}>
      <textarea
        {...wiring}
        dir="auto"
        maxLength={longest}
        value={value}
        onInput={(event) => onValue(event.currentTarget.value)}
      />
    </Frame>
  );
}

/** `lang` for a label that is not in the reader's language. */
interface Option {
  readonly value: string;
  readonly label: string;
  readonly lang?: string;
}

export interface SelectFieldProps extends TextualProps {
  readonly options: readonly Option[];
  /** Further options under headings; a group without options is not drawn. A value may stand in two of them. */
  readonly groups?: readonly { readonly label: string; readonly options: readonly Option[] }[];
}

export function SelectField({ value, onValue, options, groups = [], ...field }: SelectFieldProps) {
  const wiring = useWiring(field);
  return (
    <Frame {...field} id={wiring.id}>
      <select {...wiring} value={value} onChange={(event) => onValue(event.currentTarget.value)}>
        <Options options={options} value={value} />
        {groups.map(
          (group) =>
            group.options.length > 0 && (
              <optgroup key={group.label} label={group.label}>
                <Options options={group.options} value={value} />
              </optgroup>
            ),
        )}
      </select>
    </Frame>
  );
}

function Options({ options, value }: Pick<SelectFieldProps, 'options' | 'value'>) {
  return options.map((option) => (
    <option
      key={option.value}
      value={option.value}
      selected={option.value === value}
      {...(option.lang === undefined ? {} : { lang: option.lang })}
    >
      {option.label}
    </option>
  ));
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
