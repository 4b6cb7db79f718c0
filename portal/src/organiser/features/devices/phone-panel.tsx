import { formSchemas } from '@gatehouse/shared/api';
import { useI18n, useToast } from '@gatehouse/shared/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useForm } from '../../../forms/use-form.js';
import { EditPanel } from '../../editing/edit-panel.js';
import { useEvent } from '../events/event-context.js';
import { changePhone, type Phone, phonesKey } from './device-api.js';
import { type PhoneEntries, PhoneFields, profileOf } from './phone-fields.js';

export interface PhonePanelProps {
  readonly phone: Phone;
  readonly onClose: () => void;
}

/** The name, gate and profile of a phone. The phone takes them over with its next contact. */
export function PhonePanel({ phone, onClose }: PhonePanelProps) {
  const { t } = useI18n();
  const { id: eventId, status } = useEvent();
  const queries = useQueryClient();
  const showToast = useToast();
  const initial: PhoneEntries = { name: phone.name, profile: phone.profile, gateId: phone.gateId ?? '' };
  const form = useForm({
    schema: formSchemas.devicePairing,
    initial,
    submit: async ({ name, profile, gateId }) => {
      const body = { name: name.trim(), profile: profileOf(profile), gateId: gateId || null };
      await changePhone(eventId, phone.id, body);
      await queries.invalidateQueries({ queryKey: phonesKey(eventId) });
      showToast(t('portal.edit.saved'));
      onClose();
    },
  });
  return (
    <EditPanel
      title={phone.name}
      form={form}
      readOnly={status === 'archived'}
      submitLabel={t('portal.edit.save')}
      onClose={onClose}
    >
      <PhoneFields form={form} />
    </EditPanel>
  );
}
