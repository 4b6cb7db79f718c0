import { formatRelative } from '@gatehouse/shared/i18n';
import type { Root } from '@gatehouse/shared/manifest';
import { decodeReadiness, isReadinessOf, isReady, type Readiness } from '@gatehouse/shared/protocol';
import { Notice, Panel, Spinner, useI18n } from '@gatehouse/shared/ui';
import { useProof } from '../scan/use-proof.js';
import { checkTitles } from './checks.js';
import { LevelBadge } from './readiness-page.js';

export interface ReadCodePanelProps {
  readonly text: string;
  readonly root: Root | null;
  readonly onLeave: () => void;
}

/** The readiness of another phone, by the code that it shows. */
export function ReadCodePanel({ text, root, onLeave }: ReadCodePanelProps) {
  const { t } = useI18n();
  const said = decodeReadiness(text);
  return (
    <Panel title={t('scanner.ready.ofOther')} onLeave={onLeave}>
      <div class="grid content-start gap-4 overflow-y-auto p-4">
        {said.ok ? (
          <Said text={text} said={said.value} root={root} />
        ) : (
          <Notice tone="warn">{t('scanner.ready.unreadable')}</Notice>
        )}
      </div>
    </Panel>
  );
}

interface SaidProps extends Pick<ReadCodePanelProps, 'text' | 'root'> {
  readonly said: Readiness;
}

function Said({ text, said, root }: SaidProps) {
  const { t, locale } = useI18n();
  const device = root?.devices.find(({ id }) => id === said.device);
  const author = useProof(text, device?.publicKey ?? null, isReadinessOf);
  const now = new Date();
  const at = new Date(Math.min(said.at, now.getTime()));
  const name = device?.name ?? said.device.slice(-6).toUpperCase();
  if (author === 'looking') return <Spinner />;
  if (author === 'forged') return <Notice tone="warn">{t('scanner.ready.forged')}</Notice>;
  const ready = isReady(said.findings);
  return (
    <>
      <p class="ready-summary" data-ready={ready}>
        <span class="grid">
          <b>{t(ready ? 'scanner.ready.yes' : 'scanner.ready.no')}</b>
          <span>{t('scanner.ready.at', { name, ago: formatRelative(locale, at, now) })}</span>
        </span>
      </p>
      {author === 'stranger' && <Notice tone="warn">{t('scanner.ready.stranger')}</Notice>}
      <ul class="grid gap-2">
        {said.findings.map(({ check, level }) => (
          <li key={check} class="flex items-center justify-between gap-3">
            <span>{t(checkTitles[check])}</span>
            <LevelBadge level={level} />
          </li>
        ))}
      </ul>
    </>
  );
}
