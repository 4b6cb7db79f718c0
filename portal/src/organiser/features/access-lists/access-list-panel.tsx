import { formSchemas } from '@gatehouse/shared/api';
import { listEffects } from '@gatehouse/shared/event';
import { ChoicesField, TextField, useI18n } from '@gatehouse/shared/ui';
import { useCreateKey } from '../../../forms/use-create-key.js';
import { useForm } from '../../../forms/use-form.js';
import type { EditorProps } from '../../editing/collection.js';
import { EditPanel } from '../../editing/edit-panel.js';
import { PhoneEffects } from '../../editing/phone-effects.js';
import { useEvent } from '../events/event-context.js';
import type { Gate } from '../places/gate-api.js';
import { type AccessList, changeAccessList, createAccessList } from './access-list-api.js';
import { entriesOf, fieldsOf } from './access-list-entries.js';
import { type ListedType, namedWithPass } from './listed-types.js';
import { MoreRules } from './more-rules.js';
import { RuleSection } from './rules/rule-section.js';

export interface AccessListPanelProps extends EditorProps<AccessList> {
  readonly types: readonly ListedType[];
  readonly gates: readonly Gate[];
}

export function AccessListPanel({ item, types, gates, onSaved, onClose }: AccessListPanelProps) {
  const { t } = useI18n();
  const { id: eventId, timeZone, status, kind } = useEvent();
  const keyOf = useCreateKey();
  const form = useForm({
    schema: formSchemas.accessList,
    initial: entriesOf(item, timeZone),
    submit: async (entries) => {
      const body = fieldsOf(entries, timeZone);
      const saved = item
        ? await changeAccessList(eventId, item.id, body)
        : await createAccessList(eventId, body, keyOf(body));
      await onSaved(saved.phoneEffects);
    },
  });
  const effects = listEffects(status === 'published', item ?? null, fieldsOf(form.values, timeZone));
  return (
    <EditPanel
      title={item?.name ?? t('portal.list.new')}
      form={form}
      readOnly={status === 'archived'}
      submitLabel={t(item ? 'portal.edit.save' : 'portal.list.create')}
      onClose={onClose}
    >
      <TextField {...form.field('name')} label={t('portal.edit.name')} hint={t('portal.list.nameHint')} />
      <ChoicesField
        {...form.choices('classes')}
        label={t('portal.list.types')}
        hint={t('portal.list.typesHint')}
        choices={types.map((type) => ({
          value: String(type.class),
          label: <bdi>{type.name}</bdi>,
          ...(type.passName === undefined
            ? {}
            : { hint: t('portal.pass.ofType', { name: `\u2068${type.passName}\u2069` }) }),
        }))}
        empty={t('portal.list.noTypes')}
      />
      {kind !== 'pass' && (
        <ChoicesField
          {...form.choices('gateIds')}
          label={t('portal.list.gates')}
          hint={t('portal.list.gatesHint')}
          choices={gates.map(({ id, name }) => ({ value: id, label: <bdi>{name}</bdi> }))}
          empty={t('portal.list.noGates')}
        />
      )}
      <RuleSection
        form={form}
        item={item}
        types={types.map((type) => ({ id: type.id, name: namedWithPass(type) }))}
        gates={gates}
      />
      <MoreRules form={form} timeZone={timeZone} />
      <PhoneEffects title={t('portal.effect.before')} effects={effects} calmTone="info" />
    </EditPanel>
  );
}
