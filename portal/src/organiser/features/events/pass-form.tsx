import { formSchemas } from '@gatehouse/shared/api';
import { useForm } from '../../../forms/use-form.js';
import { SaveForm } from '../../editing/save-form.js';
import { AddressField, NameField, PlaceField } from './event-form.js';
import type { Event, EventChanges } from './event-model.js';

export interface PassFormProps {
  readonly event: Event;
  readonly readOnly: boolean;
  readonly onSave: (fields: EventChanges) => Promise<void>;
}

/** What a pass is called. Its times are those of its dates. */
export function PassForm({ event, readOnly, onSave }: PassFormProps) {
  const form = useForm({
    schema: formSchemas.eventChanges,
    initial: { name: event.name, place: event.place, slug: event.slug },
    submit: ({ name, place, slug }) =>
      onSave({ name: name.trim(), place: place.trim(), ...(slug === '' ? {} : { slug }) }),
  });
  return (
    <SaveForm form={form} readOnly={readOnly}>
      <NameField {...form.field('name')} />
      <PlaceField {...form.field('place')} />
      <AddressField {...form.field('slug')} />
    </SaveForm>
  );
}
