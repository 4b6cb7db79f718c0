import { FormError, useI18n } from '@gatehouse/shared/ui';
import type { Entries } from './check-entries.js';
import { describeProblem } from './describe-issue.js';
import type { Form } from './use-form.js';

/** Above the fields of a form: why it was not taken, in words, with what to quote where somebody is asked for help. */
export function FormProblem<Values extends Entries>({ form }: { readonly form: Form<Values> }) {
  const { t } = useI18n();
  return (
    <FormError
      message={form.problem && describeProblem(t, form.problem)}
      entryCount={form.issueCount}
      reference={form.reference}
    />
  );
}
