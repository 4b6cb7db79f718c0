import { formSchemas } from '@gatehouse/shared/api';
import { TextField, useI18n } from '@gatehouse/shared/ui';
import { useCreateKey } from '../../../forms/use-create-key.js';
import { useForm } from '../../../forms/use-form.js';
import type { EditorProps } from '../../editing/collection.js';
import { EditPanel } from '../../editing/edit-panel.js';
import { useEvent } from '../events/event-context.js';
import { changeZone, createZone, type Zone } from './zone-api.js';

export function ZonePanel({ item, onSaved, onClose }: EditorProps<Zone>) {
  const { t } = useI18n();
  const { id: eventId, status } = useEvent();
  const keyOf = useCreateKey();
  const form = useForm({
    schema: formSchemas.zone,
    initial: { name: item?.name ?? '', capacity: item?.capacity?.toString() ?? '' },
    submit: async ({ name, capacity }) => {
      const body = { name: name.trim(), capacity: capacity === '' ? null : Number(capacity) };
      if (item) await changeZone(eventId, item.id, body);
      else await createZone(eventId, body, keyOf(body));
      await onSaved([]);
    },
  });
  return (
    <EditPanel
      title={item?.name ?? t('portal.zone.new')}
      form={form}
      readOnly={status === 'archived'}
      submitLabel={t(item ? 'portal.edit.save' : 'portal.zone.create')}
      onClose={onClose}
    >
      <TextField {...form.field('name')} label={t('portal.edit.name')} hint={t('portal.zone.nameHint')} />
      <TextField
        {...form.field('capacity')}
        inputMode="numeric"
        label={t('portal.zone.capacity')}
        hint={t('portal.zone.capacityHint')}
      />
    </EditPanel>
  );
}
