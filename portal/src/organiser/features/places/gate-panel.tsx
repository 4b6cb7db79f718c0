import { formSchemas } from '@gatehouse/shared/api';
import { SelectField, TextField, useI18n } from '@gatehouse/shared/ui';
import { useCreateKey } from '../../../forms/use-create-key.js';
import { useForm } from '../../../forms/use-form.js';
import type { EditorProps } from '../../editing/collection.js';
import { EditPanel } from '../../editing/edit-panel.js';
import { useEvent } from '../events/event-context.js';
import { changeGate, createGate, type Gate } from './gate-api.js';
import type { Zone } from './zone-api.js';

export interface GatePanelProps extends EditorProps<Gate> {
  readonly zones: readonly Zone[];
}

export function GatePanel({ item, zones, onSaved, onClose }: GatePanelProps) {
  const { t } = useI18n();
  const { id: eventId, status } = useEvent();
  const keyOf = useCreateKey();
  const form = useForm({
    schema: formSchemas.gate,
    initial: {
      name: item?.name ?? '',
      fromZoneId: item?.fromZoneId ?? '',
      // Most gates lead from the street into the first zone.
      toZoneId: item ? (item.toZoneId ?? '') : (zones[0]?.id ?? ''),
    },
    submit: async ({ name, fromZoneId, toZoneId }) => {
      const body = { name: name.trim(), fromZoneId: fromZoneId || null, toZoneId: toZoneId || null };
      if (item) await changeGate(eventId, item.id, body);
      else await createGate(eventId, body, keyOf(body));
      await onSaved([]);
    },
  });
  const sides = [
    { value: '', label: t('portal.gate.outside') },
    ...zones.map(({ id, name }) => ({ value: id, label: name })),
  ];
  return (
    <EditPanel
      title={item?.name ?? t('portal.gate.new')}
      form={form}
      readOnly={status === 'archived'}
      submitLabel={t(item ? 'portal.edit.save' : 'portal.gate.create')}
      onClose={onClose}
    >
      <TextField {...form.field('name')} label={t('portal.edit.name')} hint={t('portal.gate.nameHint')} />
      <SelectField {...form.field('fromZoneId')} required label={t('portal.gate.from')} options={sides} />
      <SelectField
        {...form.field('toZoneId')}
        required
        label={t('portal.gate.to')}
        hint={t('portal.gate.toHint')}
        options={sides}
      />
    </EditPanel>
  );
}
