import { formSchemas } from '@gatehouse/shared/api';
import { SelectField, useI18n, useToast } from '@gatehouse/shared/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useForm } from '../../../forms/use-form.js';
import { EditPanel } from '../../editing/edit-panel.js';
import { useEvent } from '../events/event-context.js';
import { assignPhone, phonesKey } from './device-api.js';
import { GateField } from './phone-fields.js';

export interface AssignPanelProps {
  /** Those that can be chosen; at least one. */
  readonly phones: readonly { readonly id: string; readonly name: string }[];
  readonly onClose: () => void;
}

/** Lets a phone that was paired for another event serve this one too. */
export function AssignPanel({ phones, onClose }: AssignPanelProps) {
  const { t } = useI18n();
  const { id: eventId } = useEvent();
  const queries = useQueryClient();
  const showToast = useToast();
  const form = useForm({
    schema: formSchemas.deviceAssignment,
    initial: { deviceId: phones[0]?.id ?? '', gateId: '' },
    submit: async ({ deviceId, gateId }) => {
      await assignPhone(eventId, deviceId, gateId || null);
      await queries.invalidateQueries({ queryKey: phonesKey(eventId) });
      showToast(t('desk.assign.done'));
      onClose();
    },
  });
  return (
    <EditPanel
      title={t('desk.assign.title')}
      form={form}
      readOnly={false}
      submitLabel={t('desk.assign.confirm')}
      onClose={onClose}
    >
      <p class="text-ink-muted">{t('desk.assign.lead')}</p>
      <SelectField
        {...form.field('deviceId')}
        required
        label={t('desk.phone')}
        options={phones.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <GateField {...form.field('gateId')} hint="desk.phone.gateHint" />
    </EditPanel>
  );
}
