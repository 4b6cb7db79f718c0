import type { PlainKey } from '@gatehouse/shared/i18n';
import { Badge, Button, Card, Spinner, StatusBadge, type Tone, useI18n } from '@gatehouse/shared/ui';
import { type Check, checks } from './checks.js';
import type { Finding, Level } from './finding.js';
import { type Findings, useFindings } from './use-findings.js';

const tones = { good: 'good', attention: 'warn', bad: 'bad' } as const satisfies Partial<Record<Level, Tone>>;

const words: Readonly<Record<Level, PlainKey>> = {
  good: 'scanner.ready.good',
  attention: 'scanner.ready.attention',
  bad: 'scanner.ready.bad',
  unknown: 'scanner.ready.unknown',
};

export function ReadinessPage() {
  const { t } = useI18n();
  const { findings, check, remedy } = useFindings();
  return (
    <Card title={t('scanner.ready.title')} actions={<Summary findings={findings} />} flush>
      <ul class="divide-y divide-line">
        {checks.map((item) => (
          <Row
            key={item.name}
            check={item}
            finding={findings[item.name]}
            onRemedy={() => void remedy(item.name)}
          />
        ))}
      </ul>
      <div class="border-line border-t p-4 text-center">
        <Button onClick={check}>{t('scanner.ready.again')}</Button>
      </div>
    </Card>
  );
}

function Summary({ findings }: { readonly findings: Findings }) {
  const { t } = useI18n();
  const known = Object.values(findings);
  if (known.length < checks.length) return <Badge>{t('scanner.ready.checking')}</Badge>;
  const count = known.filter(({ level }) => level === 'attention' || level === 'bad').length;
  if (count === 0) return <StatusBadge tone="good">{t('scanner.ready.all')}</StatusBadge>;
  const worst = known.some(({ level }) => level === 'bad') ? 'bad' : 'warn';
  return <StatusBadge tone={worst}>{t('scanner.ready.some', { count })}</StatusBadge>;
}

interface RowProps {
  readonly check: Check;
  readonly finding: Finding | undefined;
  readonly onRemedy: () => void;
}

function Row({ check, finding, onRemedy }: RowProps) {
  const { t } = useI18n();
  const { icon: CheckedIcon, title } = check;
  return (
    <li class="flex gap-4 px-5 py-4">
      <span class="pt-0.5 text-ink-muted">
        <CheckedIcon size={24} />
      </span>
      <div class="grid min-w-0 flex-1 gap-1">
        <div class="flex flex-wrap items-center justify-between gap-x-3 gap-y-1">
          <h3>{t(title)}</h3>
          {finding === undefined ? <Spinner /> : <LevelBadge level={finding.level} />}
        </div>
        <p class="text-ink-muted text-sm" role="status">
          {finding === undefined ? t('scanner.ready.checking') : finding.say(t)}
        </p>
        {finding?.remedy && (
          <div class="pt-2">
            <Button onClick={onRemedy}>{finding.remedy.label(t)}</Button>
          </div>
        )}
      </div>
    </li>
  );
}

function LevelBadge({ level }: { readonly level: Level }) {
  const { t } = useI18n();
  if (level === 'unknown') return <Badge>{t(words.unknown)}</Badge>;
  return <StatusBadge tone={tones[level]}>{t(words[level])}</StatusBadge>;
}
