import { CheckboxField, SelectField, useI18n } from '@gatehouse/shared/ui';
import type { ImportPreview } from './import-api.js';
import { type Draft, type NamedType, unknownNames } from './list-mapping.js';

export interface TypeChoicesProps {
  readonly preview: ImportPreview;
  readonly draft: Draft;
  readonly types: readonly NamedType[];
  readonly error: string | undefined;
  readonly onChange: (part: Partial<Draft>) => void;
}

/** Which ticket type a row gets whose own is missing or unknown. */
export function TypeChoices({ preview, draft, types, error, onChange }: TypeChoicesProps) {
  const { t } = useI18n();
  const named = draft.columns.includes('ticketType');
  const choices = types.map(({ id, name }) => ({ value: id, label: name }));
  return (
    <section class="grid gap-4">
      <h3>{t('portal.import.types')}</h3>
      {named && (
        <CheckboxField
          required
          name="create"
          label={t('portal.import.create')}
          hint={t('portal.import.createHint')}
          checked={draft.create}
          onChecked={(create) => onChange({ create })}
        />
      )}
      <div class="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
        {(unknownNames(preview, draft, types) ?? []).map(({ name, count }) => (
          <SelectField
            key={name}
            required
            name={`type-${name}`}
            label={`\u2068${name}\u2069 – ${t('portal.import.rows', { count })}`}
            value={draft.types.get(name) ?? ''}
            onValue={(id) => onChange({ types: new Map(draft.types).set(name, id) })}
            options={[
              { value: '', label: t(draft.create ? 'portal.import.asNew' : 'portal.import.asTheRest') },
              ...choices,
            ]}
          />
        ))}
      </div>
      <SelectField
        required
        name="otherwise"
        label={t(named ? 'portal.import.otherwise' : 'portal.import.everyRow')}
        hint={choices.length === 0 ? t('portal.ticket.noTypes') : undefined}
        error={error}
        value={draft.otherwise}
        onValue={(otherwise) => onChange({ otherwise })}
        options={[{ value: '', label: t('portal.import.refuse') }, ...choices]}
      />
    </section>
  );
}
