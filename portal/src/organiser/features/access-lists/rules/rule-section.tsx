import { type Rule, ruleProblem } from '@gatehouse/shared/checkin';
import type { Area } from '@gatehouse/shared/i18n';
import { FieldError, Skeleton, useI18n } from '@gatehouse/shared/ui';
import { useId } from 'preact/hooks';
import { useMay } from '../../../../api/browser-session.js';
import type { Form } from '../../../../forms/use-form.js';
import { AreaTexts } from '../../../shell/area-texts.js';
import type { AccessList } from '../access-list-api.js';
import type { AccessListEntries } from '../access-list-entries.js';
import { groupOf, heldOf, isGroup, partsOf, wordOf } from './draft-rule.js';
import { RuleGroup } from './rule-group.js';
import { RuleTrial } from './rule-trial.js';
import { useDateNames } from './use-date-names.js';
import { type RuleNames, useTermWords } from './use-rule-speaker.js';

const areas: readonly Area[] = ['rules', 'door'];

export interface RuleSectionProps extends Omit<RuleNames, 'dates'> {
  readonly form: Form<AccessListEntries>;
  /** Unset while the list is being created. */
  readonly item: AccessList | undefined;
}

/** The rule of a list: built by pointing, said in words, and tried on a ticket. */
export function RuleSection(props: RuleSectionProps) {
  return (
    <AreaTexts areas={areas} waiting={<Skeleton />}>
      <RuleBuilder {...props} />
    </AreaTexts>
  );
}

function RuleBuilder({ form, item, types, gates }: RuleSectionProps) {
  const { t } = useI18n();
  const id = useId();
  const mayTry = useMay('door.read');
  const { value, onValue, error } = form.field('rule');
  const group = groupOf(value);
  const names = { types, gates, dates: useDateNames() };
  const isAsked = partsOf(group).length > 0;
  return (
    <section class="grid gap-4 border-line border-t pt-4" aria-labelledby={`${id}-title`}>
      <div>
        <h3 id={`${id}-title`}>{t('rules.title')}</h3>
        <p class="ui-hint">{t(isAsked ? 'rules.lead' : 'rules.none')}</p>
      </div>
      <RuleGroup
        group={group}
        names={names}
        depth={0}
        prefix="rule"
        onGroup={(changed) => onValue(heldOf(changed))}
      />
      <FieldError id={id} error={error} />
      {isAsked && <Said held={value} names={names} />}
      {mayTry && <RuleTrial list={item} held={value} names={names} />}
    </section>
  );
}

/** The whole rule in words, told again with each change. */
function Said({ held, names }: { readonly held: string; readonly names: RuleNames }) {
  const { t } = useI18n();
  const group = groupOf(held);
  return (
    <div class="rounded-lg bg-sunken p-3" role="status">
      <strong class="block text-sm">{t('rules.said')}</strong>
      {ruleProblem(group) === null ? <RuleWords rule={group} names={names} /> : t('rules.incomplete')}
    </div>
  );
}

function RuleWords({ rule, names }: { readonly rule: Rule; readonly names: RuleNames }) {
  const { t } = useI18n();
  const say = useTermWords(names);
  if (!isGroup(rule)) return <>{say(rule)}</>;
  const parts = partsOf(rule);
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) return <RuleWords rule={only} names={names} />;
  return (
    <>
      {t(wordOf(rule) === 'all' ? 'rules.all' : 'rules.any')}
      <ul class="list-disc ps-5">
        {parts.map((part, index) => (
          // Parts have no names of their own.
          <li key={`${index}-${parts.length}`}>
            <RuleWords rule={part} names={names} />
          </li>
        ))}
      </ul>
    </>
  );
}
