import type { QuestionOption } from '@gatehouse/shared/checkin';
import { Button, CrossIcon, FieldError, PlusIcon, useI18n } from '@gatehouse/shared/ui';
import { useId } from 'preact/hooks';
import type { Form } from '../../../forms/use-form.js';
import { MoveButtons, moved } from './move-buttons.js';
import { optionsOf, type QuestionEntries } from './question-entries.js';

/** What can be chosen. An option keeps its id whatever becomes of its words, so that earlier answers stay what they are. */
export function OptionFields({ form }: { readonly form: Form<QuestionEntries> }) {
  const { t } = useI18n();
  const id = useId();
  const { value, onValue, error } = form.field('options');
  const options = optionsOf(value);
  const change = (next: readonly QuestionOption[]) => onValue(JSON.stringify(next));
  function add(): void {
    const option = { id: crypto.randomUUID(), label: '' };
    change([...options, option]);
    requestAnimationFrame(() => document.getElementById(`${id}-${option.id}`)?.focus());
  }
  return (
    <fieldset
      class="ui-choices"
      data-invalid={error !== undefined}
      {...(error === undefined ? {} : { 'aria-describedby': `${id}-error` })}
    >
      <legend>{t('questions.options')}</legend>
      {options.map((option, place) => (
        <div key={option.id} class="flex items-center gap-1">
          <input
            id={`${id}-${option.id}`}
            class="ui-input"
            dir="auto"
            aria-label={t('questions.option', { place: place + 1 })}
            value={option.label}
            onInput={({ currentTarget }) =>
              change(
                options.map((each) =>
                  each.id === option.id ? { ...each, label: currentTarget.value } : each,
                ),
              )
            }
          />
          <MoveButtons
            id={`${id}-${option.id}-move`}
            place={place}
            count={options.length}
            upLabel={t('questions.option.up', { place: place + 1 })}
            downLabel={t('questions.option.down', { place: place + 1 })}
            onMove={(by) => change(moved(options, place, by))}
          />
          <button
            type="button"
            class="ui-icon-button"
            aria-label={t('questions.option.remove', { place: place + 1 })}
            title={t('questions.option.remove', { place: place + 1 })}
            onClick={() => change(options.filter((each) => each.id !== option.id))}
          >
            <CrossIcon />
          </button>
        </div>
      ))}
      <div>
        <Button onClick={add}>
          <PlusIcon />
          {t('questions.option.add')}
        </Button>
      </div>
      <FieldError id={id} error={error} />
    </fieldset>
  );
}
