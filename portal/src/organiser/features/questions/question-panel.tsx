import { formSchemas } from '@gatehouse/shared/api';
import { type Bounds, kinds, questionKinds } from '@gatehouse/shared/checkin';
import type { PlainKey } from '@gatehouse/shared/i18n';
import {
  CheckboxField,
  ChoicesField,
  RadioField,
  SelectField,
  TextArea,
  TextField,
  useI18n,
} from '@gatehouse/shared/ui';
import { useCreateKey } from '../../../forms/use-create-key.js';
import { type Form, useForm } from '../../../forms/use-form.js';
import type { EditorProps } from '../../editing/collection.js';
import { EditPanel } from '../../editing/edit-panel.js';
import { PhoneEffects } from '../../editing/phone-effects.js';
import type { AccessList } from '../access-lists/access-list-api.js';
import { type ListedType, namedWithPass } from '../access-lists/listed-types.js';
import { useEvent } from '../events/event-context.js';
import { kindNames } from './kind-names.js';
import { OptionFields } from './option-fields.js';
import { changeQuestion, createQuestion, type Question } from './question-api.js';
import { entriesOf, fieldsOf, kindOf, type QuestionEntries, refuseFaulty } from './question-entries.js';

export interface QuestionPanelProps extends EditorProps<Question> {
  readonly types: readonly ListedType[];
  readonly lists: readonly AccessList[];
}

export function QuestionPanel({ item, types, lists, onSaved, onClose }: QuestionPanelProps) {
  const { t } = useI18n();
  const { id: eventId, status } = useEvent();
  const keyOf = useCreateKey();
  const effects = status === 'published' ? ['next_sync'] : [];
  const form = useForm({
    schema: formSchemas.question,
    initial: entriesOf(item),
    submit: async (entries) => {
      const body = fieldsOf(entries, item === undefined);
      refuseFaulty(body);
      const { kind: _, ...changes } = body;
      if (item) await changeQuestion(eventId, item.id, changes);
      else await createQuestion(eventId, body, keyOf(body));
      await onSaved(effects);
    },
  });
  return (
    <EditPanel
      title={item?.name ?? t('questions.new')}
      form={form}
      readOnly={status === 'archived'}
      submitLabel={t(item ? 'portal.edit.save' : 'questions.create')}
      onClose={onClose}
    >
      <TextField {...form.field('label')} label={t('questions.label')} hint={t('questions.labelHint')} />
      <TextArea {...form.field('hint')} label={t('questions.hint')} hint={t('questions.hintHint')} />
      <Mode form={form} />
      {form.values.mode !== 'shown' && <AnswerFields form={form} isNew={item === undefined} />}
      <ChoicesField
        {...form.choices('ticketTypeIds')}
        label={t('questions.types')}
        hint={t('questions.typesHint')}
        choices={types.map((type) => ({ value: type.id, label: <bdi>{namedWithPass(type)}</bdi> }))}
        empty={t('questions.noTypes')}
      />
      <ChoicesField
        {...form.choices('accessListIds')}
        label={t('questions.lists')}
        hint={t('questions.listsHint')}
        choices={lists.map(({ id, name }) => ({ value: id, label: <bdi>{name}</bdi> }))}
        empty={t('questions.noLists')}
      />
      <PhoneEffects title={t('portal.effect.before')} effects={effects} calmTone="info" />
    </EditPanel>
  );
}

interface PartProps {
  readonly form: Form<QuestionEntries>;
}

function Mode({ form }: PartProps) {
  const { t } = useI18n();
  return (
    <RadioField
      {...form.field('mode')}
      required
      label={t('questions.mode')}
      choices={[
        { value: 'asked', label: t('questions.mode.asked'), hint: t('questions.mode.askedHint') },
        { value: 'shown', label: t('questions.mode.shown'), hint: t('questions.mode.shownHint') },
      ]}
    />
  );
}

/** What an answer must look like. */
function AnswerFields({ form, isNew }: PartProps & { readonly isNew: boolean }) {
  const { t } = useI18n();
  const kind = kindOf(form.values);
  const { hasOptions, bounds } = kinds[kind];
  return (
    <>
      <SelectField
        {...form.field('kind')}
        required
        label={t('questions.kind')}
        disabled={!isNew}
        hint={
          isNew ? (kind === 'photo' ? t('questions.kind.photoHint') : undefined) : t('questions.kind.stays')
        }
        options={questionKinds.map((value) => ({ value, label: t(kindNames[value]) }))}
      />
      {hasOptions && <OptionFields form={form} />}
      {bounds && <BoundFields form={form} of={bounds.of} />}
      <CheckboxField
        {...form.tick('required')}
        label={t('questions.required')}
        hint={t(kind === 'yes_no' ? 'questions.requiredYesHint' : 'questions.requiredHint')}
      />
    </>
  );
}

const boundNames: Readonly<Record<Bounds['of'], { readonly min: PlainKey; readonly max: PlainKey }>> = {
  value: { min: 'questions.bound.value.min', max: 'questions.bound.value.max' },
  characters: { min: 'questions.bound.characters.min', max: 'questions.bound.characters.max' },
  options: { min: 'questions.bound.options.min', max: 'questions.bound.options.max' },
};

function BoundFields({ form, of }: PartProps & { readonly of: Bounds['of'] }) {
  const { t } = useI18n();
  // A phone's pad for numbers has no minus.
  const keys = of === 'value' ? 'text' : 'numeric';
  return (
    <div class="grid gap-4 sm:grid-cols-2">
      <TextField {...form.field('min')} inputMode={keys} label={t(boundNames[of].min)} />
      <TextField {...form.field('max')} inputMode={keys} label={t(boundNames[of].max)} />
    </div>
  );
}
