import { formSchemas } from '@gatehouse/shared/api';
import { Button, FormError, TextField, useI18n } from '@gatehouse/shared/ui';
import { describeProblem } from '../../../forms/describe-issue.js';
import { useForm } from '../../../forms/use-form.js';
import { AddressField } from './event-form.js';
import type { Event, EventChanges } from './event-model.js';

export interface PassFormProps {
  readonly event: Event;
  readonly readOnly: boolean;
  readonly onSave: (fields: EventChanges) => Promise<void>;
}

/** What a pass is called. Its times are those of its dates. */
export function PassForm({ event, readOnly, onSave }: PassFormProps) {
  const { t } = useI18n();
  const form = useForm({
    schema: formSchemas.eventChanges,
    initial: { name: event.name, place: event.place, slug: event.slug },
    submit: ({ name, place, slug }) =>
      onSave({ name: name.trim(), place: place.trim(), ...(slug === '' ? {} : { slug }) }),
  });
  return (
    <form noValidate onSubmit={form.onSubmit}>
      <fieldset class="grid gap-5" disabled={readOnly}>
        <FormError
          message={form.problem && describeProblem(t, form.problem)}
          entryCount={form.issueCount}
          reference={form.reference}
        />
        <TextField {...form.field('name')} label={t('portal.event.name')} hint={t('portal.event.nameHint')} />
        <TextField
          {...form.field('place')}
          label={t('portal.event.place')}
          hint={t('portal.event.placeHint')}
        />
        <AddressField {...form.field('slug')} />
        {!readOnly && (
          <div class="ui-actions">
            <Button kind="primary" type="submit" loading={form.busy}>
              {t('portal.event.save')}
            </Button>
          </div>
        )}
      </fieldset>
    </form>
  );
}
