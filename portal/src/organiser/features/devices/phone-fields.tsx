import type { PlainKey } from '@gatehouse/shared/i18n';
import { RadioField, SelectField, TextField, useI18n } from '@gatehouse/shared/ui';
import { useQuery } from '@tanstack/react-query';
import type { Form } from '../../../forms/use-form.js';
import { useEvent } from '../events/event-context.js';
import { gatesQuery } from '../places/gate-api.js';
import { profileHints, profileNames, profiles } from './phone-words.js';

/** What a form about a phone holds; an empty gate is none. */
export interface PhoneEntries extends Readonly<Record<string, string>> {
  readonly name: string;
  readonly profile: string;
  readonly gateId: string;
}

export function PhoneFields({ form }: { readonly form: Form<PhoneEntries> }) {
  const { t } = useI18n();
  return (
    <>
      <TextField
        {...form.field('name')}
        label={t('portal.edit.name')}
        hint={t('desk.phone.nameHint')}
        autoComplete="off"
      />
      <GateField {...form.field('gateId')} hint="desk.phone.gateHint" />
      <RadioField
        {...form.field('profile')}
        label={t('desk.phone.profile')}
        choices={profiles.map((profile) => ({
          value: profile,
          label: t(profileNames[profile]),
          hint: t(profileHints[profile]),
        }))}
      />
    </>
  );
}

type GateFieldProps = Omit<ReturnType<Form<PhoneEntries>['field']>, 'hint'> & { readonly hint: PlainKey };

export function GateField({ hint, ...field }: GateFieldProps) {
  const { t } = useI18n();
  const { id: eventId } = useEvent();
  const gates = useQuery(gatesQuery(eventId)).data ?? [];
  return (
    <SelectField
      {...field}
      required
      label={t('desk.gate')}
      hint={t(hint)}
      options={[
        { value: '', label: t('desk.phone.anyGate') },
        ...gates.map(({ id, name }) => ({ value: id, label: name })),
      ]}
    />
  );
}

/** The profile that a radio button stands for. */
export function profileOf(value: string): (typeof profiles)[number] {
  return profiles.find((profile) => profile === value) ?? 'steward';
}
