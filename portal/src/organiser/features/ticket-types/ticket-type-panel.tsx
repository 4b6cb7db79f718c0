import { classEffects } from '@gatehouse/shared/event';
import type { PlainKey } from '@gatehouse/shared/i18n';
import { ChoicesField, ColourField, DateTimeField, TextField, useI18n } from '@gatehouse/shared/ui';
import { useCreateKey } from '../../../forms/use-create-key.js';
import { useForm } from '../../../forms/use-form.js';
import type { EditorProps } from '../../editing/collection.js';
import { EditPanel } from '../../editing/edit-panel.js';
import { PhoneEffects } from '../../editing/phone-effects.js';
import { ThreeTexts } from '../../editing/three-texts.js';
import { useEvent } from '../events/event-context.js';
import type { Zone } from '../places/zone-api.js';
import { changeTicketType, createTicketType, type TicketType } from './ticket-type-api.js';
import { entriesOf, fieldsOf, ticketTypeSchema, typeColours } from './ticket-type-entries.js';

const colourNames: Readonly<Record<(typeof typeColours)[number], PlainKey>> = {
  '#1f6feb': 'portal.colour.blue',
  '#d9622b': 'portal.colour.orange',
  '#1a7f37': 'portal.colour.green',
  '#8250df': 'portal.colour.violet',
  '#d4a72c': 'portal.colour.yellow',
  '#0f8b8d': 'portal.colour.turquoise',
  '#c2255c': 'portal.colour.raspberry',
  '#57606a': 'portal.colour.grey',
};

export interface TicketTypePanelProps extends EditorProps<TicketType> {
  readonly zones: readonly Zone[];
  readonly types: readonly TicketType[];
}

export function TicketTypePanel({ item, zones, types, onSaved, onClose }: TicketTypePanelProps) {
  const { t } = useI18n();
  const { id: eventId, timeZone, status, kind } = useEvent();
  const keyOf = useCreateKey();
  const form = useForm({
    schema: ticketTypeSchema(),
    initial: entriesOf(item, timeZone, types),
    submit: async (entries) => {
      const body = fieldsOf(entries, timeZone);
      const saved = item
        ? await changeTicketType(eventId, item.id, body)
        : await createTicketType(eventId, body, keyOf(body));
      await onSaved(saved.phoneEffects);
    },
  });
  const effects = classEffects(status === 'published', item ?? null, fieldsOf(form.values, timeZone));
  return (
    <EditPanel
      title={item?.name ?? t('portal.type.new')}
      form={form}
      readOnly={status === 'archived'}
      submitLabel={t(item ? 'portal.edit.save' : 'portal.type.create')}
      onClose={onClose}
    >
      <TextField {...form.field('name')} label={t('portal.edit.name')} hint={t('portal.type.nameHint')} />
      <TextField {...form.field('label')} label={t('portal.type.label')} hint={t('portal.type.labelHint')} />
      <ColourField
        {...form.field('colour')}
        label={t('portal.type.colour')}
        hint={t('portal.type.colourHint')}
        swatches={typeColours.map((value) => ({ value, label: t(colourNames[value]) }))}
      />
      <ThreeTexts field={form.field} hint={t('portal.type.textsHint')} />
      {kind !== 'pass' && (
        <ChoicesField
          {...form.choices('zoneIds')}
          label={t('portal.zones.title')}
          hint={t('portal.type.zonesHint')}
          choices={zones.map(({ id, name }) => ({ value: id, label: <bdi>{name}</bdi> }))}
          empty={t('portal.type.noZones')}
        />
      )}
      <DateTimeField
        {...form.field('validFrom')}
        label={t('portal.type.validFrom')}
        hint={t('portal.type.validHint')}
        timeZone={timeZone}
      />
      <DateTimeField {...form.field('validUntil')} label={t('portal.type.validUntil')} timeZone={timeZone} />
      <PhoneEffects title={t('portal.effect.before')} effects={effects} calmTone="info" />
    </EditPanel>
  );
}
