import { formatRelative } from '@gatehouse/shared/i18n';
import type { Root } from '@gatehouse/shared/manifest';
import { decodeReadiness, isReadinessOf, isReady, type Readiness } from '@gatehouse/shared/protocol';
import { type Subtle, verifyP256 } from '@gatehouse/shared/signing';
import { Notice, Panel, useI18n } from '@gatehouse/shared/ui';
import { useEffect, useState } from 'preact/hooks';
import { checkTitles } from './checks.js';
import { LevelBadge } from './readiness-page.js';

export interface ReadCodePanelProps {
  readonly text: string;
  readonly root: Root | null;
  readonly onLeave: () => void;
}

type Author = 'looking' | 'genuine' | 'forged' | 'stranger';

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
  const author = useAuthor(text, device?.publicKey ?? null);
  const now = new Date();
  const at = new Date(Math.min(said.at, now.getTime()));
  const name = device?.name ?? said.device.slice(-6).toUpperCase();
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

/** By the key that the root names for the phone; a phone that the root does not name is a stranger. */
function useAuthor(text: string, publicKey: Uint8Array | null): Author {
  const [author, setAuthor] = useState<Author>('looking');
  useEffect(() => {
    if (publicKey === null) {
      setAuthor('stranger');
      return;
    }
    const verify = verifyP256(crypto.subtle as unknown as Subtle);
    void isReadinessOf(text, publicKey, verify).then((isGenuine) =>
      setAuthor(isGenuine ? 'genuine' : 'forged'),
    );
  }, [text, publicKey]);
  return author;
}
