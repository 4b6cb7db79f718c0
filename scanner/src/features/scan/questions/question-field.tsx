import type { QuestionForm, QuestionKind } from '@gatehouse/shared/checkin';
import {
  type Choice,
  ChoicesField,
  RadioField,
  SelectField,
  TextArea,
  TextField,
  type TextFieldProps,
  useI18n,
} from '@gatehouse/shared/ui';
import { useMemo } from 'preact/hooks';
import type { Photo } from '../../../store/log/index.js';
import { countryNames } from './country-names.js';
import { PhotoField } from './photo-field.js';

/** More than these are chosen from a list of the system's own. */
const MOST_RADIOS = 6;

export interface QuestionFieldProps {
  readonly question: QuestionForm;
  /** As the control holds it; undefined: nothing yet. */
  readonly entry: unknown;
  readonly photo: Photo | null;
  /** What is wrong with the entry, in words. */
  readonly error: string | undefined;
  readonly onEntry: (entry: unknown) => void;
  readonly onPhoto: (photo: Photo | null) => void;
  readonly onBusy: (busy: boolean) => void;
}

type Typed = Pick<TextFieldProps, 'type' | 'inputMode'>;

/** What the phone's keyboard looks like for each kind that is typed. */
const typed: Readonly<Partial<Record<QuestionKind, Typed>>> = {
  text: {},
  // A field for numbers would take a comma or Arabic digits away; the table reads them.
  number: { inputMode: 'decimal' },
  date: { type: 'date' },
  time: { type: 'time' },
  email: { type: 'email', inputMode: 'email' },
  phone: { type: 'tel', inputMode: 'tel' },
};

/** One question with the control that its kind needs. */
export function QuestionField({ question, entry, error, onEntry, ...parts }: QuestionFieldProps) {
  const { kind, id, label, hint, required, min } = question;
  const field = {
    name: id,
    label: isolated(label),
    hint: hint ? isolated(hint) : undefined,
    error,
    required,
  };
  const text = typeof entry === 'string' ? entry : '';
  const textual = { ...field, value: text, onValue: onEntry };
  if (kind === 'long_text') return <TextArea {...textual} />;
  if (kind === 'choice') return <OneOf {...textual} question={question} />;
  if (kind === 'several') return <SomeOf {...field} entry={entry} question={question} onEntry={onEntry} />;
  if (kind === 'yes_no') return <YesOrNo {...field} entry={entry} onEntry={onEntry} />;
  if (kind === 'country') return <CountryField {...textual} />;
  if (kind === 'photo')
    return <PhotoField {...field} photo={parts.photo} onPhoto={parts.onPhoto} onBusy={parts.onBusy} />;
  // A phone's pad for numbers has no minus.
  const keys = kind === 'number' && min !== null && min < 0 ? { inputMode: 'text' as const } : typed[kind];
  return <TextField {...textual} {...keys} autoComplete="off" />;
}

/** The organiser's words keep their own direction, and the full stop or question mark at their end stays there. */
function isolated(text: string): string {
  return `\u2068${text}\u2069`;
}

type Textual = Parameters<typeof TextArea>[0];

function OneOf({ question, ...field }: Textual & { readonly question: QuestionForm }) {
  const { t } = useI18n();
  const { options } = question;
  if (options.length > MOST_RADIOS) {
    const choices = options.map(({ id, label }) => ({ value: id, label }));
    return <SelectField {...field} options={[{ value: '', label: t('questions.ask.choose') }, ...choices]} />;
  }
  return <RadioField {...field} choices={choicesOf(options)} />;
}

type Plain = Omit<Textual, 'value' | 'onValue'>;

interface HeldProps extends Plain {
  readonly entry: unknown;
  readonly onEntry: (entry: unknown) => void;
}

function SomeOf({ entry, onEntry, question, ...field }: HeldProps & { readonly question: QuestionForm }) {
  const values = Array.isArray(entry) ? entry.filter((id) => typeof id === 'string') : [];
  return (
    <ChoicesField
      {...field}
      choices={choicesOf(question.options)}
      values={values}
      onValues={onEntry}
      empty={null}
    />
  );
}

function choicesOf(options: QuestionForm['options']): Choice[] {
  return options.map(({ id, label }) => ({ value: id, label: <bdi>{label}</bdi> }));
}

function YesOrNo({ entry, onEntry, ...field }: HeldProps) {
  const { t } = useI18n();
  return (
    <div class="door-yes-no">
      <RadioField
        {...field}
        value={typeof entry === 'boolean' ? String(entry) : ''}
        onValue={(value) => onEntry(value === 'true')}
        choices={[
          { value: 'true', label: t('questions.yes') },
          { value: 'false', label: t('questions.no') },
        ]}
      />
    </div>
  );
}

function CountryField(field: Textual) {
  const { t, locale } = useI18n();
  const { likely, all } = useMemo(() => countryNames(locale, navigator.languages), [locale]);
  const optionsOf = (found: typeof all) => found.map(({ code, name }) => ({ value: code, label: name }));
  return (
    <SelectField
      {...field}
      options={[{ value: '', label: t('questions.ask.choose') }]}
      groups={[
        { label: t('questions.country.likely'), options: optionsOf(likely) },
        { label: t('questions.country.all'), options: optionsOf(all) },
      ]}
    />
  );
}
