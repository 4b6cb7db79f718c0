import { Button, useI18n } from '@gatehouse/shared/ui';
import type { ComponentChildren } from 'preact';
import type { Entries } from '../../forms/check-entries.js';
import { FormProblem } from '../../forms/form-problem.js';
import type { Form } from '../../forms/use-form.js';

export interface SaveFormProps<Values extends Entries> {
  readonly form: Form<Values>;
  readonly children: ComponentChildren;
  /** Nothing can be typed or sent. */
  readonly readOnly?: boolean;
  /** What the button says where it is not that something is saved. */
  readonly submitLabel?: string;
}

/** A form that stands on a page for good: what went wrong, its fields, and the button that sends it. */
export function SaveForm<Values extends Entries>(props: SaveFormProps<Values>) {
  const { form, children, readOnly = false, submitLabel } = props;
  const { t } = useI18n();
  return (
    <form noValidate onSubmit={form.onSubmit}>
      <fieldset class="grid gap-5" disabled={readOnly}>
        <FormProblem form={form} />
        {children}
        {!readOnly && (
          <div class="ui-actions">
            <Button kind="primary" type="submit" loading={form.busy}>
              {submitLabel ?? t('portal.event.save')}
            </Button>
          </div>
        )}
      </fieldset>
    </form>
  );
}
