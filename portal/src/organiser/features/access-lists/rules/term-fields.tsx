import {
  type Comparison,
  type FieldKindName,
  type Moment,
  shapeOf,
  type Term,
} from '@gatehouse/shared/checkin';
import type { PlainKey } from '@gatehouse/shared/i18n';
import { ChoicesField, DateTimeField, SelectField, TextField, useI18n } from '@gatehouse/shared/ui';
import type { ComponentChildren } from 'preact';
import { instantOf, localOf } from '../../../../forms/local-time.js';
import { useEvent } from '../../events/event-context.js';
import { eventDays } from './event-days.js';
import { type RuleNames, useRuleSpeaker } from './use-rule-speaker.js';

export interface TermFieldsProps {
  readonly term: Term;
  readonly names: RuleNames;
  /** Makes the names of controls differ from those of other conditions. */
  readonly prefix: string;
  readonly onTerm: (term: Term) => void;
}

interface FieldProps extends TermFieldsProps {
  readonly field: string;
  readonly value: unknown;
  readonly onValue: (value: unknown) => void;
}

type TermField = (props: FieldProps) => ComponentChildren;

/** The inputs that a condition needs, as the table of terms says which fields it has. */
export function TermFields(props: TermFieldsProps) {
  const { term, onTerm } = props;
  const fields = Object.entries(shapeOf(term.term)?.fields ?? {});
  const values: Readonly<Record<string, unknown>> = { ...term };
  return (
    <>
      {fields.map(([field, kind]) => {
        const Input = inputs[kind];
        // The table says which value fits which field; what does not fit yet is told as incomplete.
        const onValue = (value: unknown) => onTerm({ ...term, [field]: value } as unknown as Term);
        return <Input key={field} {...props} field={field} value={values[field]} onValue={onValue} />;
      })}
    </>
  );
}

const inputs: Readonly<Record<FieldKindName, TermField>> = {
  names: NamesInput,
  dates: DatesInput,
  weekdays: WeekdaysInput,
  comparison: ComparisonInput,
  side: SideInput,
  count: CountInput,
  tolerance: ToleranceInput,
  flag: FlagInput,
  moment: MomentInput,
};

function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

function NamesInput({ term, names, prefix, value, onValue }: FieldProps) {
  const { t } = useI18n();
  const known = { gate: names.gates, date: names.dates }[term.term as string] ?? names.types;
  return (
    <ChoicesField
      name={`${prefix}-in`}
      required
      label={t('rules.values')}
      choices={known.map(({ id, name }) => ({ value: id, label: <bdi>{name}</bdi> }))}
      values={textsOf(value)}
      onValues={onValue}
      empty={t('rules.nothing')}
    />
  );
}

function DatesInput({ names, prefix, value, onValue }: FieldProps) {
  const { t } = useI18n();
  const speaker = useRuleSpeaker(names);
  const days = eventDays(useEvent(), textsOf(value));
  return (
    <ChoicesField
      name={`${prefix}-in`}
      required
      label={t('rules.values')}
      choices={days.map((day) => ({ value: day, label: speaker.day(day) }))}
      values={textsOf(value)}
      onValues={onValue}
      empty={t('rules.nothing')}
    />
  );
}

function WeekdaysInput({ names, prefix, value, onValue }: FieldProps) {
  const { t } = useI18n();
  const speaker = useRuleSpeaker(names);
  return (
    <ChoicesField
      name={`${prefix}-in`}
      required
      label={t('rules.values')}
      choices={[1, 2, 3, 4, 5, 6, 7].map((day) => ({ value: String(day), label: speaker.weekday(day) }))}
      values={textsOf(value)}
      onValues={(picked) => onValue(picked.map(Number))}
      empty={t('rules.nothing')}
    />
  );
}

const comparisons: readonly (readonly [Comparison, PlainKey])[] = [
  ['<', 'rules.is.lt'],
  ['<=', 'rules.is.le'],
  ['=', 'rules.is.eq'],
  ['>=', 'rules.is.ge'],
  ['>', 'rules.is.gt'],
];

function ComparisonInput({ prefix, value, onValue }: FieldProps) {
  const { t } = useI18n();
  return (
    <SelectField
      name={`${prefix}-is`}
      required
      label={t('rules.is')}
      value={String(value)}
      onValue={onValue}
      options={comparisons.map(([is, label]) => ({ value: is, label: t(label) }))}
    />
  );
}

function SideInput({ prefix, value, onValue }: FieldProps) {
  const { t } = useI18n();
  return (
    <SelectField
      name={`${prefix}-is`}
      required
      label={t('rules.side')}
      value={String(value)}
      onValue={onValue}
      options={[
        { value: 'after', label: t('rules.side.after') },
        { value: 'before', label: t('rules.side.before') },
      ]}
    />
  );
}

function FlagInput({ prefix, value, onValue }: FieldProps) {
  const { t } = useI18n();
  return (
    <SelectField
      name={`${prefix}-is`}
      required
      label={t('rules.where')}
      value={String(value)}
      onValue={(picked) => onValue(picked === 'true')}
      options={[
        { value: 'true', label: t('rules.where.inside') },
        { value: 'false', label: t('rules.where.outside') },
      ]}
    />
  );
}

function CountInput({ prefix, value, onValue }: FieldProps) {
  const { t } = useI18n();
  return (
    <TextField
      name={`${prefix}-value`}
      required
      inputMode="numeric"
      label={t('rules.value')}
      value={shownNumber(value)}
      onValue={(typed) => onValue(numberOf(typed) ?? '')}
    />
  );
}

function ToleranceInput({ prefix, value, onValue }: FieldProps) {
  const { t } = useI18n();
  return (
    <TextField
      name={`${prefix}-tolerance`}
      inputMode="numeric"
      label={t('rules.tolerance')}
      hint={t('rules.toleranceHint')}
      value={shownNumber(value)}
      onValue={(typed) => onValue(numberOf(typed))}
    />
  );
}

function shownNumber(value: unknown): string {
  return typeof value === 'number' || typeof value === 'string' ? String(value) : '';
}

/** What is no number stays as it was typed, until it is one. */
function numberOf(typed: string): number | string | undefined {
  if (typed.trim() === '') return undefined;
  return /^\d{1,9}$/.test(typed.trim()) ? Number(typed) : typed;
}

const momentKinds = [
  ['start', 'rules.moment.start'],
  ['admission', 'rules.moment.admission'],
  ['end', 'rules.moment.end'],
  ['timeOfDay', 'rules.moment.timeOfDay'],
  ['at', 'rules.moment.at'],
] as const satisfies readonly (readonly [string, PlainKey])[];

function MomentInput({ prefix, value, onValue }: FieldProps) {
  const { t } = useI18n();
  const { timeZone, startsAt } = useEvent();
  const moment = value as Moment;
  const kind = 'event' in moment ? moment.event : 'at' in moment ? 'at' : 'timeOfDay';
  function choose(picked: string): void {
    if (picked === 'at') onValue({ at: Date.parse(startsAt) });
    else onValue(picked === 'timeOfDay' ? { timeOfDay: '18:00' } : { event: picked });
  }
  return (
    <>
      <SelectField
        name={`${prefix}-moment`}
        required
        label={t('rules.moment')}
        value={kind}
        onValue={choose}
        options={momentKinds.map(([name, label]) => ({ value: name, label: t(label) }))}
      />
      {'timeOfDay' in moment && (
        <TextField
          name={`${prefix}-time`}
          required
          type="time"
          label={t('rules.time')}
          value={moment.timeOfDay}
          onValue={(timeOfDay) => onValue({ timeOfDay })}
        />
      )}
      {'at' in moment && (
        <DateTimeField
          name={`${prefix}-at`}
          required
          label={t('rules.at')}
          timeZone={timeZone}
          value={localOf(new Date(moment.at).toISOString(), timeZone)}
          onValue={(local) => onValue({ at: Date.parse(instantOf(local, timeZone) ?? startsAt) })}
        />
      )}
    </>
  );
}
