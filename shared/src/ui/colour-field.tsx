import { useId } from 'preact/hooks';
import { FieldError, type TextualProps } from './field-frame.js';
import { useI18n } from './i18n-context.js';

export interface ColourFieldProps extends TextualProps {
  /** Offered colours with their names, each `#rrggbb` in small letters. */
  readonly swatches: readonly { readonly value: string; readonly label: string }[];
}

/** A few colours that are easy to tell apart at a gate, and any other. */
export function ColourField({ label, hint, error, name, value, onValue, swatches }: ColourFieldProps) {
  const { t } = useI18n();
  const id = useId();
  return (
    <fieldset class="ui-choices" {...(hint ? { 'aria-describedby': `${id}-hint` } : {})}>
      <legend>{label}</legend>
      <div class="ui-swatches">
        {swatches.map((swatch) => (
          <label key={swatch.value} title={swatch.label} style={{ '--swatch': swatch.value }}>
            <input
              type="radio"
              class="sr-only"
              name={name}
              value={swatch.value}
              aria-label={swatch.label}
              checked={swatch.value === value}
              onChange={() => onValue(swatch.value)}
            />
            <span aria-hidden="true" />
          </label>
        ))}
        <input
          type="color"
          aria-label={t('common.colour.other')}
          title={t('common.colour.other')}
          value={value}
          onInput={(event) => onValue(event.currentTarget.value.toLowerCase())}
        />
      </div>
      {hint && (
        <p class="ui-hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      <FieldError id={id} error={error} />
    </fieldset>
  );
}
