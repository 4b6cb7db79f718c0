import { formSchemas } from '@gatehouse/shared/api';
import {
  type PreferenceName,
  preferenceNames,
  preferenceRules,
  preferenceWords,
  sayChoice,
} from '@gatehouse/shared/door-settings';
import { CheckboxField, ChoicesField, SelectField, TextField, useI18n, useToast } from '@gatehouse/shared/ui';
import { useQueryClient } from '@tanstack/react-query';
import { type Form, useForm } from '../../../forms/use-form.js';
import { EditPanel } from '../../editing/edit-panel.js';
import { useEvent } from '../events/event-context.js';
import {
  type DoorSettings,
  type DoorSettingsChange,
  doorSettingsQuery,
  writeDoorSettings,
} from './settings-api.js';

export interface SettingsPanelProps {
  readonly settings: DoorSettings;
  readonly onClose: () => void;
}

/** An empty preference is left to each phone. */
type Values = { readonly [Name in PreferenceName]: string } & {
  readonly locked: readonly string[];
  readonly kioskPin: string;
  readonly noPin: boolean;
};

const { locked, kioskPin } = formSchemas.doorSettings.properties;
const schema = { properties: { locked, kioskPin } };

export function SettingsPanel({ settings, onClose }: SettingsPanelProps) {
  const { t } = useI18n();
  const { id: eventId } = useEvent();
  const queries = useQueryClient();
  const showToast = useToast();
  const form = useForm<Values>({
    schema,
    initial: valuesOf(settings),
    submit: async (values) => {
      const written = await writeDoorSettings(eventId, changeOf(values));
      queries.setQueryData(doorSettingsQuery(eventId).queryKey, written);
      showToast(t('portal.edit.saved'));
      onClose();
    },
  });
  return (
    <EditPanel
      title={t('preferences.title')}
      form={form}
      readOnly={false}
      submitLabel={t('portal.edit.save')}
      onClose={onClose}
    >
      <p class="text-ink-muted">{t('preferences.lead')}</p>
      {preferenceNames.map((name) => (
        <PresetField key={name} name={name} form={form} />
      ))}
      <ChoicesField
        {...form.choices('locked')}
        label={t('preferences.lock')}
        choices={preferenceNames.map((name) => ({ value: name, label: t(preferenceWords[name]) }))}
        empty=""
      />
      <PinFields form={form} hasPin={settings.hasKioskPin} />
    </EditPanel>
  );
}

function PresetField({ name, form }: { readonly name: PreferenceName; readonly form: Form<Values> }) {
  const { t } = useI18n();
  return (
    <SelectField
      {...form.field(name)}
      required
      label={t(preferenceWords[name])}
      options={[
        { value: '', label: t('preferences.own') },
        ...preferenceRules[name].choices.map((choice) => ({
          value: String(choice),
          label: sayChoice(t, choice),
        })),
      ]}
    />
  );
}

function PinFields({ form, hasPin }: { readonly form: Form<Values>; readonly hasPin: boolean }) {
  const { t } = useI18n();
  return (
    <>
      <TextField
        {...form.field('kioskPin')}
        label={t('preferences.pin')}
        hint={t(hasPin ? 'preferences.pinKept' : 'preferences.pinHint')}
        inputMode="numeric"
        autoComplete="off"
      />
      {hasPin && <CheckboxField {...form.tick('noPin')} label={t('preferences.pinRemove')} />}
    </>
  );
}

function valuesOf({ preset, locked: names }: DoorSettings): Values {
  const chosen = Object.fromEntries(preferenceNames.map((name) => [name, String(preset[name] ?? '')]));
  // Every name is there, which a type of entries cannot say.
  return { ...(chosen as { [Name in PreferenceName]: string }), locked: names, kioskPin: '', noPin: false };
}

function changeOf({ locked: names, kioskPin: pin, noPin, ...texts }: Values): DoorSettingsChange {
  const preset = Object.fromEntries(
    preferenceNames.flatMap((name) => {
      const choices: readonly unknown[] = preferenceRules[name].choices;
      const choice = choices.find((one) => String(one) === texts[name]);
      return choice === undefined ? [] : [[name, choice]];
    }),
  );
  const change = { preset, locked: preferenceNames.filter((name) => names.includes(name)) };
  if (pin !== '') return { ...change, kioskPin: pin };
  return noPin ? { ...change, kioskPin: null } : change;
}
