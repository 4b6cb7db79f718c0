import type { PlainKey } from '@gatehouse/shared/i18n';
import { isReady } from '@gatehouse/shared/is-ready';
import {
  AlertIcon,
  Badge,
  Button,
  Card,
  CheckIcon,
  Spinner,
  StatusBadge,
  type Tone,
  useI18n,
} from '@gatehouse/shared/ui';
import { useState } from 'preact/hooks';
import type { Phone } from '../../store/phone.js';
import { useReadable } from '../../store/readable.js';
import type { Check } from './checks.js';
import type { Finding, Level, Remedy } from './finding.js';
import { ShowCode } from './show-code.js';
import { type FoundReadiness, useFindings } from './use-findings.js';

const tones = { good: 'good', attention: 'warn', bad: 'bad' } as const satisfies Partial<Record<Level, Tone>>;

const words: Readonly<Record<Level, PlainKey>> = {
  good: 'scanner.ready.good',
  attention: 'scanner.ready.attention',
  bad: 'scanner.ready.bad',
  unknown: 'scanner.ready.unknown',
};

export function ReadinessPage({ phone }: { readonly phone: Phone }) {
  const { t } = useI18n();
  const { pairing } = useReadable(phone.state);
  const found = useFindings(phone);
  const [isShown, setIsShown] = useState(false);
  const { checks, findings, check, remedy } = found;
  return (
    <>
      <Card title={t('scanner.ready.title')} flush>
        <Summary found={found} />
        <ul class="divide-y divide-line">
          {checks.map((item) => (
            <Row
              key={item.name}
              check={item}
              finding={findings[item.name]}
              onRemedy={(chosen) => void remedy(item.name, chosen)}
            />
          ))}
        </ul>
        <div class="ui-actions justify-center border-line border-t p-4">
          <Button onClick={check}>{t('scanner.ready.again')}</Button>
          {pairing === 'active' && (
            <Button onClick={() => setIsShown(true)}>{t('scanner.ready.share')}</Button>
          )}
        </div>
      </Card>
      {isShown && <ShowCode phone={phone} found={found} onLeave={() => setIsShown(false)} />}
    </>
  );
}

/** One look: a large mark, a word and a colour that say the same. */
function Summary({ found: { checks, findings } }: { readonly found: FoundReadiness }) {
  const { t } = useI18n();
  const known = checks.flatMap(({ name }) => {
    const level = findings[name]?.level;
    return level === undefined ? [] : [{ check: name, level }];
  });
  if (known.length < checks.length)
    return (
      <p class="ready-summary" role="status">
        {t('scanner.ready.checking')}
      </p>
    );
  const count = known.filter(({ level }) => level === 'attention' || level === 'bad').length;
  const ready = isReady(known);
  return (
    <p class="ready-summary" data-ready={ready} role="status">
      {ready ? <CheckIcon size={40} /> : <AlertIcon size={40} />}
      <span class="grid">
        <b>{t(ready ? (count === 0 ? 'scanner.ready.yes' : 'scanner.ready.warned') : 'scanner.ready.no')}</b>
        {count > 0 && <span>{t('scanner.ready.some', { count })}</span>}
      </span>
    </p>
  );
}

interface RowProps {
  readonly check: Check;
  readonly finding: Finding | undefined;
  readonly onRemedy: (remedy: Remedy) => void;
}

function Row({ check, finding, onRemedy }: RowProps) {
  const { t } = useI18n();
  const { icon: CheckedIcon, title } = check;
  const remedies = [...(finding?.remedy ? [finding.remedy] : []), ...(finding?.others ?? [])];
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
        {remedies.length > 0 && (
          <div class="ui-actions pt-2">
            {remedies.map((remedy) => (
              <Button key={remedy.label(t)} onClick={() => onRemedy(remedy)}>
                {remedy.label(t)}
              </Button>
            ))}
          </div>
        )}
      </div>
    </li>
  );
}

export function LevelBadge({ level }: { readonly level: Level }) {
  const { t } = useI18n();
  if (level === 'unknown') return <Badge>{t(words.unknown)}</Badge>;
  return <StatusBadge tone={tones[level]}>{t(words[level])}</StatusBadge>;
}
