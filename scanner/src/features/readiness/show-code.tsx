import type { ReadinessFinding } from '@gatehouse/shared/protocol';
import { Panel, Spinner, useI18n } from '@gatehouse/shared/ui';
import { useEffect, useState } from 'preact/hooks';
import { CodePicture } from '../../shell/code-picture.js';
import type { Phone } from '../../store/phone.js';
import type { FoundReadiness } from './use-findings.js';

export interface ShowCodeProps {
  readonly phone: Phone;
  readonly found: FoundReadiness;
  readonly onLeave: () => void;
}

/** What was found as a code that this phone has signed; the server gets the same one when there is a line. */
export function ShowCode({ phone, found, onLeave }: ShowCodeProps) {
  const { t } = useI18n();
  const [text, setText] = useState<string | null>(null);
  // As it was when it was asked for: a code that changes while it is held up is hard to read.
  const [findings] = useState(() => findingsOf(found));
  useEffect(() => {
    let isWanted = true;
    void phone.tellReadiness(findings).then((code) => isWanted && setText(code));
    return () => {
      isWanted = false;
    };
  }, [phone, findings]);
  return (
    <Panel title={t('scanner.ready.code')} onLeave={onLeave}>
      <div class="grid content-start justify-items-center gap-4 overflow-y-auto p-4">
        {text === null ? <Spinner /> : <CodePicture text={text} level="M" label={t('scanner.ready.code')} />}
        <p class="text-center">{t('scanner.ready.codeText')}</p>
      </div>
    </Panel>
  );
}

function findingsOf({ checks, findings }: FoundReadiness): ReadinessFinding[] {
  return checks.flatMap(({ name }) => {
    const finding = findings[name];
    return finding === undefined ? [] : [{ check: name, level: finding.level, value: finding.value ?? null }];
  });
}
