import {
  CheckboxField,
  ChevronIcon,
  DateTimeField,
  RadioField,
  SelectField,
  TextField,
  useI18n,
} from '@gatehouse/shared/ui';
import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import type { Form } from '../../../forms/use-form.js';
import { type AccessListEntries, countOwnRules, ruleNames } from './access-list-entries.js';

interface RulesProps {
  readonly form: Form<AccessListEntries>;
}

/** What most lists leave as it is. Whoever has set some of it sees how many, and an error opens it. */
export function MoreRules({ form, timeZone }: RulesProps & { readonly timeZone: string }) {
  const { t } = useI18n();
  const own = countOwnRules(form.values);
  // Once an error has opened it, mending that error does not close it under the reader's hands.
  const opened = useRef(false);
  opened.current ||= form.hasIssue(...ruleNames);
  return (
    <details class="ui-disclosure" open={opened.current}>
      <summary>
        <span>
          {t('portal.rules.title')}
          <span class="block font-normal text-ink-muted text-sm">
            {own === 0 ? t('portal.rules.usual') : t('portal.rules.own', { count: own })}
          </span>
        </span>
        <ChevronIcon />
      </summary>
      <div>
        <HowOften form={form} />
        <When form={form} timeZone={timeZone} />
        <WhoElse form={form} />
        <Codes form={form} />
      </div>
    </details>
  );
}

interface RuleGroupProps {
  readonly title: string;
  readonly children: ComponentChildren;
}

function RuleGroup({ title, children }: RuleGroupProps) {
  return (
    <section class="grid gap-4 border-line border-t pt-4">
      <h3>{title}</h3>
      {children}
    </section>
  );
}

function HowOften({ form }: RulesProps) {
  const { t } = useI18n();
  return (
    <RuleGroup title={t('portal.rules.howOften')}>
      <RadioField
        {...form.field('entry')}
        required
        label={t('portal.rules.entry')}
        choices={[
          { value: 'single', label: t('portal.rules.single'), hint: t('portal.rules.singleHint') },
          { value: 'multiple', label: t('portal.rules.multiple'), hint: t('portal.rules.multipleHint') },
          { value: 're-entry', label: t('portal.rules.reEntry'), hint: t('portal.rules.reEntryHint') },
        ]}
      />
      {form.values.entry !== 'single' && (
        <TextField
          {...form.field('maxEntries')}
          inputMode="numeric"
          label={t('portal.rules.maxEntries')}
          hint={t('portal.rules.maxEntriesHint')}
        />
      )}
      <RadioField
        {...form.field('persons')}
        required
        label={t('portal.rules.persons')}
        choices={[
          { value: 'one', label: t('portal.rules.one'), hint: t('portal.rules.oneHint') },
          { value: 'group', label: t('portal.rules.group'), hint: t('portal.rules.groupHint') },
        ]}
      />
    </RuleGroup>
  );
}

function When({ form, timeZone }: RulesProps & { readonly timeZone: string }) {
  const { t } = useI18n();
  return (
    <RuleGroup title={t('portal.rules.when')}>
      <DateTimeField
        {...form.field('activeFrom')}
        label={t('portal.rules.activeFrom')}
        hint={t('portal.rules.activeFromHint')}
        timeZone={timeZone}
      />
      <DateTimeField
        {...form.field('activeUntil')}
        label={t('portal.rules.activeUntil')}
        hint={t('portal.rules.activeUntilHint')}
        timeZone={timeZone}
      />
      <TextField
        {...form.field('checkOutAt')}
        type="time"
        label={t('portal.rules.checkOutAt')}
        hint={t('portal.rules.checkOutAtHint')}
      />
      <TextField
        {...form.field('dayStartsAt')}
        type="time"
        label={t('portal.rules.dayStartsAt')}
        hint={t('portal.rules.dayStartsAtHint')}
      />
    </RuleGroup>
  );
}

function WhoElse({ form }: RulesProps) {
  const { t } = useI18n();
  const policies = [
    { value: 'admit', label: t('portal.rules.admit') },
    { value: 'confirm', label: t('portal.rules.confirm') },
    { value: 'refuse', label: t('portal.rules.refuse') },
  ];
  return (
    <RuleGroup title={t('portal.rules.whoElse')}>
      <CheckboxField
        {...form.tick('includeUnpaid')}
        label={t('portal.rules.includeUnpaid')}
        hint={t('portal.rules.includeUnpaidHint')}
      />
      <CheckboxField
        {...form.tick('addOnMatch')}
        label={t('portal.rules.addOnMatch')}
        hint={t('portal.rules.addOnMatchHint')}
      />
      <SelectField
        {...form.field('notOnList')}
        required
        label={t('portal.rules.notOnList')}
        hint={t('portal.rules.notOnListHint')}
        options={policies}
      />
      <SelectField
        {...form.field('byHand')}
        required
        label={t('portal.rules.byHand')}
        hint={t('portal.rules.byHandHint')}
        options={policies}
      />
      <SelectField
        {...form.field('byMedium')}
        required
        label={t('portal.rules.byMedium')}
        hint={t('portal.rules.byMediumHint')}
        options={policies}
      />
    </RuleGroup>
  );
}

function Codes({ form }: RulesProps) {
  const { t } = useI18n();
  return (
    <RuleGroup title={t('portal.rules.codes')}>
      <RadioField
        {...form.field('rotation')}
        required
        label={t('portal.rules.rotation')}
        choices={[
          { value: 'off', label: t('portal.rules.rotationOff'), hint: t('portal.rules.rotationOffHint') },
          {
            value: 'preferred',
            label: t('portal.rules.rotationPreferred'),
            hint: t('portal.rules.rotationPreferredHint'),
          },
          {
            value: 'required',
            label: t('portal.rules.rotationRequired'),
            hint: t('portal.rules.rotationRequiredHint'),
          },
        ]}
      />
    </RuleGroup>
  );
}
