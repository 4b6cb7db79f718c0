import { type Rule, ruleLimits, ruleProblem, type Term } from '@gatehouse/shared/checkin';
import type { PlainKey } from '@gatehouse/shared/i18n';
import { Button, DeleteIcon, PlusIcon, SelectField, useI18n } from '@gatehouse/shared/ui';
import { useEvent } from '../../events/event-context.js';
import {
  type Group,
  groupWith,
  isGroup,
  newTerm,
  offeredTerms,
  partsOf,
  withMore,
  withoutPart,
  withPart,
  wordOf,
} from './draft-rule.js';
import { TermFields } from './term-fields.js';
import { type RuleNames, useTermWords } from './use-rule-speaker.js';

export interface RuleGroupProps {
  readonly group: Group;
  readonly names: RuleNames;
  /** How many groups it lies in. */
  readonly depth: number;
  readonly prefix: string;
  readonly onGroup: (group: Group) => void;
}

/** Conditions that count together, and groups of more of them. */
export function RuleGroup({ group, names, depth, prefix, onGroup }: RuleGroupProps) {
  const { t } = useI18n();
  const parts = partsOf(group);
  const isFull = parts.length >= ruleLimits.parts;
  return (
    <div class="grid gap-3">
      {parts.length > 1 && (
        <SelectField
          name={`${prefix}-join`}
          required
          label={t('rules.join')}
          value={wordOf(group)}
          onValue={(word) => onGroup(groupWith(word === 'any' ? 'any' : 'all', parts))}
          options={[
            { value: 'all', label: t('rules.all') },
            { value: 'any', label: t('rules.any') },
          ]}
        />
      )}
      {parts.map((part, index) => (
        <Part
          // Parts have no names of their own; one that is taken out is redrawn with those behind it.
          key={`${prefix}-${index}`}
          part={part}
          number={index + 1}
          names={names}
          depth={depth}
          prefix={`${prefix}-${index}`}
          onPart={(changed) => onGroup(withPart(group, index, changed))}
          onRemove={() => onGroup(withoutPart(group, index))}
        />
      ))}
      <div class="flex flex-wrap gap-2">
        <Button disabled={isFull} onClick={() => onGroup(withMore(group, newTerm('ticket_type')))}>
          <PlusIcon />
          {t('rules.add')}
        </Button>
        {depth + 2 < ruleLimits.depth && parts.length > 0 && (
          <Button
            kind="quiet"
            disabled={isFull}
            onClick={() => onGroup(withMore(group, { any: [newTerm('ticket_type')] }))}
          >
            {t('rules.addGroup')}
          </Button>
        )}
      </div>
    </div>
  );
}

interface PartProps {
  readonly part: Rule;
  readonly number: number;
  readonly names: RuleNames;
  readonly depth: number;
  readonly prefix: string;
  readonly onPart: (part: Rule) => void;
  readonly onRemove: () => void;
}

function Part(props: PartProps) {
  const { t } = useI18n();
  const { part, number, names, depth, prefix, onPart, onRemove } = props;
  const inGroup = isGroup(part);
  const remove = inGroup ? t('rules.removeGroup') : t('rules.remove', { number });
  return (
    <fieldset class="grid min-w-0 gap-3 rounded-lg border border-line p-3">
      <legend class="sr-only">{inGroup ? t('rules.group') : t('rules.condition', { number })}</legend>
      <div class="flex items-start justify-between gap-2">
        <p class="min-w-0 pt-2 font-medium">
          {inGroup ? t('rules.group') : <TermWords term={part} names={names} />}
        </p>
        <button type="button" class="ui-icon-button" aria-label={remove} title={remove} onClick={onRemove}>
          <DeleteIcon />
        </button>
      </div>
      {inGroup ? (
        <RuleGroup group={part} names={names} depth={depth + 1} prefix={prefix} onGroup={onPart} />
      ) : (
        <TermEditor term={part} names={names} prefix={prefix} onTerm={onPart} />
      )}
    </fieldset>
  );
}

function TermWords({ term, names }: { readonly term: Term; readonly names: RuleNames }) {
  const { t } = useI18n();
  const say = useTermWords(names);
  return <>{ruleProblem(term) === null ? say(term) : t('rules.incomplete')}</>;
}

const termTexts: Readonly<Record<Term['term'], PlainKey>> = {
  ticket_type: 'rules.term.ticket_type',
  variation: 'rules.term.variation',
  date: 'rules.term.date',
  day: 'rules.term.day',
  gate: 'rules.term.gate',
  now: 'rules.term.now',
  weekday: 'rules.term.weekday',
  entries_total: 'rules.term.entries_total',
  entries_today: 'rules.term.entries_today',
  entries_since: 'rules.term.entries_since',
  entries_before: 'rules.term.entries_before',
  entry_days: 'rules.term.entry_days',
  entry_days_since: 'rules.term.entry_days_since',
  entry_days_before: 'rules.term.entry_days_before',
  minutes_since_first: 'rules.term.minutes_since_first',
  minutes_since_last: 'rules.term.minutes_since_last',
  inside: 'rules.term.inside',
};

interface TermEditorProps {
  readonly term: Term;
  readonly names: RuleNames;
  readonly prefix: string;
  readonly onTerm: (term: Term) => void;
}

function TermEditor({ term, names, prefix, onTerm }: TermEditorProps) {
  const { t } = useI18n();
  const { kind } = useEvent();
  // The list of a date knows one date only.
  const offered = offeredTerms.filter((name) => name !== 'date' || kind === 'pass' || name === term.term);
  return (
    <div class="grid gap-3 sm:grid-cols-2">
      <SelectField
        name={`${prefix}-term`}
        required
        label={t('rules.about')}
        value={term.term}
        onValue={(picked) => {
          const name = offered.find((each) => each === picked);
          if (name !== undefined) onTerm(newTerm(name));
        }}
        options={offered.map((name) => ({ value: name, label: t(termTexts[name]) }))}
      />
      <TermFields term={term} names={names} prefix={prefix} onTerm={onTerm} />
    </div>
  );
}
