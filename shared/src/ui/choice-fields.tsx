import type { ComponentChildren } from 'preact';
import { FieldError, type FieldProps, type TextualProps, useWiring } from './field-frame.js';
import { useI18n } from './i18n-context.js';

export interface Choice {
  readonly value: string;
  readonly label: ComponentChildren;
  /** What the choice means, in one sentence. */
  readonly hint?: string;
}

interface GroupProps extends FieldProps {
  readonly role?: 'radiogroup';
  readonly children: ComponentChildren;
}

/** Several controls under one question. */
function Group({ role, children, ...field }: GroupProps) {
  const { t } = useI18n();
  const wiring = useWiring(field);
  const described = wiring['aria-describedby'];
  return (
    <fieldset
      class="ui-choices"
      {...(role === undefined ? {} : { role })}
      {...(described === undefined ? {} : { 'aria-describedby': described })}
      data-invalid={field.error !== undefined}
      disabled={wiring.disabled}
    >
      <legend>
        {field.label}
        {field.required !== true && <span class="ui-optional">{t('common.optional')}</span>}
      </legend>
      {children}
      {field.hint && (
        <p class="ui-hint" id={`${wiring.id}-hint`}>
          {field.hint}
        </p>
      )}
      <FieldError id={wiring.id} error={field.error} />
    </fieldset>
  );
}

export interface RadioFieldProps extends TextualProps {
  readonly choices: readonly Choice[];
}

/** One of a few, where each needs a sentence to be understood. */
export function RadioField({ value, onValue, choices, ...field }: RadioFieldProps) {
  return (
    <Group {...field} role="radiogroup">
      {choices.map((choice) => (
        <label key={choice.value} class="ui-choice">
          <input
            type="radio"
            name={field.name}
            value={choice.value}
            checked={choice.value === value}
            onChange={() => onValue(choice.value)}
          />
          <ChoiceText {...choice} />
        </label>
      ))}
    </Group>
  );
}

export interface ChoicesFieldProps extends FieldProps {
  readonly choices: readonly Choice[];
  readonly values: readonly string[];
  readonly onValues: (values: readonly string[]) => void;
  /** Stands in the place of the choices while there are none. */
  readonly empty: ComponentChildren;
}

/** Any number of many. The values keep the order of the choices. */
export function ChoicesField({ choices, values, onValues, empty, ...field }: ChoicesFieldProps) {
  function toggle(value: string, chosen: boolean): void {
    const picked = new Set(values);
    if (chosen) picked.add(value);
    else picked.delete(value);
    onValues(choices.flatMap((choice) => (picked.has(choice.value) ? [choice.value] : [])));
  }
  return (
    <Group {...field}>
      {choices.length === 0 && <p class="ui-hint">{empty}</p>}
      {choices.length > 0 && (
        <div class="ui-choice-list">
          {choices.map((choice) => (
            <label key={choice.value} class="ui-check">
              <input
                type="checkbox"
                name={field.name}
                value={choice.value}
                checked={values.includes(choice.value)}
                onChange={(event) => toggle(choice.value, event.currentTarget.checked)}
              />
              <ChoiceText {...choice} />
            </label>
          ))}
        </div>
      )}
    </Group>
  );
}

function ChoiceText({ label, hint }: Choice) {
  return (
    <span class="min-w-0">
      <span class="block font-medium">{label}</span>
      {hint && <span class="ui-hint block">{hint}</span>}
    </span>
  );
}
